import type { Kit, KitFile } from "../../model/kit.ts";

/** A line of a kustomization's resources that names nothing, or what an earlier one names. */
export interface BadResource {
  readonly index: number;
  readonly path: string;
  readonly what: "absent" | "twice";
}

/** The kit's files that its kustomization names nowhere; a patch or a generator may name one too. */
export function unlistedFiles({ files, kustomization }: Kit): readonly KitFile[] {
  return files.filter(({ name }) => kustomization?.words.has(name) === false);
}

export function badResources({ files, kustomization }: Kit): readonly BadResource[] {
  const names = new Set(files.map(({ name }) => name));
  const seen = new Set<string>();
  return (kustomization?.resources ?? []).flatMap(({ path }, index): readonly BadResource[] => {
    const isRepeated = seen.has(path);
    seen.add(path);
    if (isRepeated) return [{ index, path, what: "twice" }];
    return isOwnFile(path) && !names.has(path) ? [{ index, path, what: "absent" }] : [];
  });
}

/** A name with no folder: what lies elsewhere was not looked at. */
export function isOwnFile(path: string): boolean {
  return /\.ya?ml$/u.test(path) && !path.includes("/");
}
