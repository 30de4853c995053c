import {
  expectedFile,
  generatedFile,
  readExpected,
  readGenerated,
  readKitFile,
  readKustomization,
  readSubstitutions,
} from "../kit/index.ts";
import type { KitText } from "../kit/index.ts";
import type { Kit, KitFile, KitKustomization, KitSubstitution } from "../model/kit.ts";
import { kustomizationFiles } from "../model/kustomize.ts";
import { mapConcurrently } from "./concurrent.ts";
import { matchFolders } from "./glob.ts";
import type { LoadOptions } from "./load.ts";
import { joinPath, treePath } from "./path.ts";
import type { Reading, YamlFile } from "./reading.ts";

const concurrency = 8;

/** Files that several kits share are read once. */
type Shared = Map<string, Promise<YamlFile>>;

/** What the configuration says of the kits, as LoadOptions have it. */
type Where = Pick<LoadOptions, "expectedGraph" | "substitute">;

const everywhere: readonly string[] = ["clusters/*/bootstrap-kit"];

/** The kits whose folders match the globs, sorted by folder. */
export async function readKits(
  reading: Reading,
  { kits: globs = everywhere, ...where }: Where & Pick<LoadOptions, "kits">,
): Promise<readonly Kit[]> {
  const matched = await Promise.all(globs.map((glob) => matchFolders(reading.tree, glob)));
  const shared: Shared = new Map();
  const kits: Kit[] = [];
  for (const folder of [...new Set(matched.flat())].sort())
    kits.push(await readKit(reading, folder, { shared, ...where }));
  return kits;
}

async function readKit(
  reading: Reading,
  folder: string,
  { shared, expectedGraph, substitute }: Where & { readonly shared: Shared },
): Promise<Kit> {
  const names = await filesOf(reading, folder);
  const own = names.filter(
    (name) => /\.ya?ml$/u.test(name) && !kustomizationFiles.includes(name) && name !== expectedFile,
  );
  const parent = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0));
  const substitutions = await substitutionsOf(reading, folder, parent);
  const values = valuesOf(substitutions, substitute);
  const files = await mapConcurrently(own, concurrency, (name) =>
    readFile(reading, joinPath(folder, name), values),
  );
  const places = [...new Set([folder, parent, "scripts"])];
  const expectedPaths =
    expectedGraph === undefined ? below(places, expectedFile) : [treePath(expectedGraph)];
  const expected = await firstOf(reading, expectedPaths, shared);
  const generated = await firstOf(reading, below(places, generatedFile), shared);
  return {
    folder,
    files: files.filter((file) => file !== undefined),
    kustomization: await kustomizationOf(reading, folder, names),
    expected: expected && readExpected(expected),
    generated: generated && readGenerated(generated),
    substitutions,
  };
}

async function filesOf(reading: Reading, folder: string): Promise<readonly string[]> {
  const entries = (await reading.attempt(folder, () => reading.tree.list(folder))) ?? [];
  return entries.filter(({ kind }) => kind !== "folder").map(({ name }) => name);
}

async function readFile(
  reading: Reading,
  path: string,
  values: ReadonlyMap<string, string>,
): Promise<KitFile | undefined> {
  const { text, documents } = await reading.yaml(path);
  return text === undefined ? undefined : readKitFile({ path, text, documents }, values);
}

/** The configuration's values go before those of the tree; a name to which several are given has none. */
function valuesOf(
  substitutions: readonly KitSubstitution[],
  configured: Where["substitute"],
): ReadonlyMap<string, string> {
  const given = Map.groupBy(
    substitutions.flatMap(({ values }) => [...values]),
    ([name]) => name,
  );
  const agreed = [...given.values()].flatMap(([first, ...others]) =>
    first === undefined || others.some(([, value]) => value !== first[1]) ? [] : [first],
  );
  const said = [...(configured ?? [])].flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return new Map([...agreed, ...said]);
}

async function kustomizationOf(
  reading: Reading,
  folder: string,
  names: readonly string[],
): Promise<KitKustomization | undefined> {
  const name = kustomizationFiles.find((one) => names.includes(one));
  if (name === undefined) return undefined;
  const file = joinPath(folder, name);
  const { text = "", documents } = await reading.yaml(file);
  return readKustomization({ path: file, text, documents });
}

function below(folders: readonly string[], name: string): readonly string[] {
  return folders.map((folder) => joinPath(folder, name));
}

/** The first of the files that is there. */
async function firstOf(
  reading: Reading,
  paths: readonly string[],
  shared: Shared,
): Promise<KitText | undefined> {
  for (const path of paths) {
    const stat = await reading.attempt(path, () => reading.tree.stat(path));
    if (stat?.kind !== "file") continue;
    const file = shared.get(path) ?? reading.yaml(path);
    shared.set(path, file);
    const { text = "", documents } = await file;
    return { path, text, documents };
  }
  return undefined;
}

/** Looks where Flux keeps what applies a cluster's folders: beside the kit, and in flux-system. */
async function substitutionsOf(
  reading: Reading,
  folder: string,
  parent: string,
): Promise<readonly KitSubstitution[]> {
  if (parent === "") return [];
  const found: KitSubstitution[] = [];
  for (const place of [parent, joinPath(parent, "flux-system")]) {
    const stat = await reading.attempt(place, () => reading.tree.stat(place));
    if (stat?.kind !== "folder") continue;
    const names = (await filesOf(reading, place)).filter((name) => /\.ya?ml$/u.test(name));
    for (const name of names) {
      const file = joinPath(place, name);
      const text = await reading.text(file);
      if (text === undefined || !text.includes("postBuild:")) continue;
      found.push(...readSubstitutions(reading.parse(text, file), file, folder));
    }
  }
  return found;
}
