import { generatedCrds } from "./crds.ts";
import { apisOf, fieldTable } from "./flux-fields.ts";
import type { FluxRelease } from "./flux-releases.ts";
import { fluxReleases } from "./flux-releases.ts";
import { functionsSince } from "./template-functions.ts";

const head = `// Written by test/interop/derive-tables.ts from the Go modules of Helm, sprig and Flux; a test there says whether it is
// current.
`;

/** How wide a line of names is. */
const width = 112;

/** The tables that are derived, as files with their texts. @throws Error where a Go module or controller-gen is missing */
export async function derivedTables(): Promise<ReadonlyMap<string, string>> {
  const releases = await fluxReleases();
  return new Map([
    ["src/lint/template/function-table.ts", await functionTable()],
    ["src/lint/flux/release-table.ts", releaseTable(releases)],
    ["src/lint/flux/field-table.ts", await fluxTable(releases)],
  ]);
}

async function functionTable(): Promise<string> {
  const rows = [...(await functionsSince())].map(
    ([helm, names]) => `  "${helm}": \`\n${wrapped(names, 4)}\n  \`,\n`,
  );
  return `${head}
/** Template functions by the first Helm that has them; the first row is what the oldest Helm looked at has. */
export const functionTable: Readonly<Record<string, string>> = {
${rows.join("")}};
`;
}

function releaseTable(releases: readonly FluxRelease[]): string {
  const rows = releases.map(({ flux, helmController, helm, chart }) => {
    const more = chart === undefined ? "" : `, chart: "${chart}"`;
    return `  { flux: "${flux}", helmController: "${helmController}", helm: "${helm}"${more} },\n`;
  });
  return `${head}
/** Flux by minor, its helm-controller, the Helm inside that, and the minor of the chart flux2 that installs it. */
export const fluxReleases: readonly {
  readonly flux: string;
  readonly helmController: string;
  readonly helm: string;
  readonly chart?: string;
}[] = [
${rows.join("")}];
`;
}

async function fluxTable(releases: readonly FluxRelease[]): Promise<string> {
  const apis = [];
  for (const { helmController, sourceController, kustomizeController } of releases)
    apis.push(
      apisOf([
        ...(await generatedCrds("helm-controller", helmController)),
        ...(await generatedCrds("source-controller", sourceController)),
        ...(await generatedCrds("kustomize-controller", kustomizeController)),
      ]),
    );
  const table = fieldTable(
    releases.map(({ flux }) => flux),
    apis,
  );
  const rows = [...table].map(
    ([api, fields]) => `  "${api}": \`\n${wrapped(fields.split(" "), 4)}\n  \`,\n`,
  );
  return `${head}
/**
 * What may be written in the \`spec\` of Flux's objects, by API: the releases that serve it, then its fields. \`a{b c}\` is
 * b and c below a, \`a*\` anything below a, \`a@2.5-2.6\` a field that not all releases of what is around it have.
 */
export const fieldTable: Readonly<Record<string, string>> = {
${rows.join("")}};
`;
}

function wrapped(words: readonly string[], indent: number): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width)
      lines.push(" ".repeat(indent) + word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}
