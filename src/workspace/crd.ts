import type { Manifest, Workspace } from "../model/workspace.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { entry, nodeAt, scalarText, toValue } from "../yaml/index.ts";
import { joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";

const group = "catalyst.openova.io";
const yamlName = /\.ya?ml$/u;
const notManifest = /^(?!blueprint\.yaml$).*\.ya?ml$/u;

/** Where a Blueprint CRD may lie, relative to a unit's folder; a template only where its name says so. */
const unitPlaces: readonly (readonly [folder: string, names: RegExp])[] = [
  ["", notManifest],
  ["crds", yamlName],
  ["chart/crds", yamlName],
  ["chart/templates", /(?:crd|blueprint).*\.ya?ml$/iu],
];

/** The first Blueprint CRD, by path, in `_schemas` of the roots and in the crds folders of the units. */
export async function findCrd(
  reading: Reading,
  roots: readonly string[],
  unitFolders: readonly string[],
): Promise<Workspace["crd"]> {
  const places = [
    ...roots.map((root) => [joinPath(root, "_schemas"), yamlName] as const),
    ...unitFolders.flatMap((folder) =>
      unitPlaces.map(([place, names]) => [joinPath(folder, place), names] as const),
    ),
  ];
  const files = await Promise.all(
    places.map(([folder, names]) => candidates(reading, folder, names)),
  );
  for (const file of files.flat().sort()) {
    const found = await readCrd(reading, file);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The Blueprint CRD in a blueprint.yaml that was passed over. */
export function crdIn(manifest: Manifest): Workspace["crd"] {
  return crdOf(manifest.documents, manifest.file);
}

function crdOf(documents: readonly YamlDocument[], file: string): Workspace["crd"] {
  const document = documents.find((document) => isCrd(document) && isBlueprintCrd(document));
  return document === undefined ? undefined : { file, value: toValue(document.root), document };
}

async function candidates(
  reading: Reading,
  folder: string,
  names: RegExp,
): Promise<readonly string[]> {
  const entries = await reading.attempt(folder, () => reading.folder(folder));
  return (entries ?? [])
    .filter(({ name, kind }) => kind === "file" && names.test(name))
    .map(({ name }) => joinPath(folder, name));
}

/** Most candidates are something else: only a text that names the kind and the group is parsed. */
async function readCrd(reading: Reading, file: string): Promise<Workspace["crd"]> {
  const text = await reading.text(file);
  if (text === undefined || !text.includes("CustomResourceDefinition") || !text.includes(group))
    return undefined;
  return crdOf(reading.parse(text, file), file);
}

export function isCrd({ root }: YamlDocument): boolean {
  return scalarText(entry(root, "kind")) === "CustomResourceDefinition";
}

function isBlueprintCrd({ root }: YamlDocument): boolean {
  return (
    scalarText(nodeAt(root, "/spec/group")) === group &&
    scalarText(nodeAt(root, "/spec/names/kind")) === "Blueprint"
  );
}
