import {
  expectedFile,
  generatedFile,
  kustomizationFiles,
  readExpected,
  readGenerated,
  readKitFile,
  readKustomization,
  readSubstitutions,
} from "../kit/index.ts";
import type { Kit, KitFile, KitKustomization, KitSubstitution } from "../model/kit.ts";
import { mapConcurrently } from "./concurrent.ts";
import { matchFolders } from "./glob.ts";
import { joinPath, treePath } from "./path.ts";
import type { Reading, YamlFile } from "./reading.ts";

const concurrency = 8;

/** Files that several kits share are read once. */
type Shared = Map<string, Promise<YamlFile>>;

interface Where {
  readonly shared: Shared;
  readonly expectedGraph: string | undefined;
}

/** The kits whose folders match the globs, sorted by folder. */
export async function readKits(
  reading: Reading,
  globs: readonly string[],
  expectedGraph?: string,
): Promise<readonly Kit[]> {
  const matched = await Promise.all(globs.map((glob) => matchFolders(reading.tree, glob)));
  const shared: Shared = new Map();
  const kits: Kit[] = [];
  for (const folder of [...new Set(matched.flat())].sort())
    kits.push(await readKit(reading, folder, { shared, expectedGraph }));
  return kits;
}

async function readKit(
  reading: Reading,
  folder: string,
  { shared, expectedGraph }: Where,
): Promise<Kit> {
  const names = await filesOf(reading, folder);
  const own = names.filter(
    (name) => /\.ya?ml$/u.test(name) && !kustomizationFiles.includes(name) && name !== expectedFile,
  );
  const files = await mapConcurrently(own, concurrency, (name) =>
    readFile(reading, joinPath(folder, name)),
  );
  const parent = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0));
  const places = [...new Set([folder, parent, "scripts"])];
  const expectedPaths =
    expectedGraph === undefined ? below(places, expectedFile) : [treePath(expectedGraph)];
  const expected = await firstOf(reading, expectedPaths, shared);
  const generated = await firstOf(reading, below(places, generatedFile), shared);
  return {
    folder,
    files: files.filter((file) => file !== undefined),
    kustomization: await kustomizationOf(reading, folder, names),
    expected: expected && readExpected(expected.documents, expected.path),
    generated: generated && readGenerated(generated.documents, generated.path),
    substitutions: await substitutionsOf(reading, folder, parent),
  };
}

async function filesOf(reading: Reading, folder: string): Promise<readonly string[]> {
  const entries = (await reading.attempt(folder, () => reading.tree.list(folder))) ?? [];
  return entries.filter(({ kind }) => kind !== "folder").map(({ name }) => name);
}

async function readFile(reading: Reading, path: string): Promise<KitFile | undefined> {
  const { text, documents } = await reading.yaml(path);
  return text === undefined ? undefined : readKitFile(path, text, documents);
}

async function kustomizationOf(
  reading: Reading,
  folder: string,
  names: readonly string[],
): Promise<KitKustomization | undefined> {
  const name = kustomizationFiles.find((one) => names.includes(one));
  if (name === undefined) return undefined;
  const file = joinPath(folder, name);
  return readKustomization((await reading.yaml(file)).documents, file);
}

function below(folders: readonly string[], name: string): readonly string[] {
  return folders.map((folder) => joinPath(folder, name));
}

/** The first of the files that is there. */
async function firstOf(
  reading: Reading,
  paths: readonly string[],
  shared: Shared,
): Promise<(YamlFile & { readonly path: string }) | undefined> {
  for (const path of paths) {
    const stat = await reading.attempt(path, () => reading.tree.stat(path));
    if (stat?.kind !== "file") continue;
    const file = shared.get(path) ?? reading.yaml(path);
    shared.set(path, file);
    return { ...(await file), path };
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
