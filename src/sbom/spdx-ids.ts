/** The ids of elements in an SPDX document (SPDX 2.3, §3.2). */
export const subjectIds = { chart: "SPDXRef-chart", kustomize: "SPDXRef-manifests" } as const;

export function subchartId(path: string): string {
  return `SPDXRef-subchart-${word(path)}`;
}

export function dependencyId(name: string): string {
  return `SPDXRef-blueprint-${word(name)}`;
}

export function imageId(reference: string): string {
  return `SPDXRef-image-${word(reference)}`;
}

/** Letters, digits, dots and dashes are all that an id may hold (SPDX 2.3, §3.2); every other character by its code. */
function word(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.]/gu, (character) =>
    character === "/" ? "-" : `-${character.codePointAt(0)?.toString(16) ?? ""}-`,
  );
}
