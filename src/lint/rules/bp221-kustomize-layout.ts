import type { ManifestTree } from "../../kustomize/index.ts";
import type { Location } from "../../model/location.ts";
import { startOf } from "../../model/location.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { locationOf, nodeAt, pointerTo } from "../../yaml/index.ts";
import type { KustomizeUnit } from "../kustomize/tree.ts";
import { treeOf, unreadManifests, withManifests } from "../kustomize/tree.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Where Flux looks is where the files must lie. */
export const kustomizeLayout: Rule = {
  id: "BP221",
  name: "kustomize-layout",
  severity: "error",
  summary:
    "A Kustomize blueprint has manifests/base and a folder below manifests/overlays for each overlay that it names, with one kustomization each, and no chart.",
  why: "Flux builds ./base, or ./overlays/ and the name that an installation chose: what is not there makes its Kustomization fail for ever, and a chart beside it is published by nobody.",
  remedy:
    "Write manifests/base/kustomization.yaml, and one for each overlay; name under spec.manifests.overlays those that there are.",
  examples: {
    bad: "# platform/x/manifests/base/quota.yaml, and no kustomization.yaml\nmanifests:\n  source: { kind: Kustomize }\n",
    good: "# platform/x/manifests/base/kustomization.yaml\nresources:\n  - quota.yaml\n",
  },

  *check({ units }) {
    for (const unit of withManifests(units)) {
      yield* base(unit);
      yield* overlays(unit);
      yield* twice(unit);
      yield* chartBeside(unit);
    }
  },

  notRun: ({ units }) => unreadManifests(units),
};

function* base(unit: KustomizeUnit): Iterable<Complaint> {
  const tree = treeOf(unit);
  if (tree === undefined || tree.kustomizations.has("base")) return;
  const message = `${unit.kustomize.folder}/base holds no kustomization.yaml`;
  yield { ...placed(unit, "/spec/manifests/source/kind"), message, unit };
}

/** Folders and names belong together: an installation can choose what the document names, and nothing else. */
function* overlays(unit: KustomizeUnit): Iterable<Complaint> {
  const tree = treeOf(unit);
  if (tree === undefined) return;
  const named = namesIn(nodeAt(unit.blueprint?.document.root, "/spec/manifests/overlays"));
  const folders = overlayFolders(tree);
  for (const name of named) {
    if (folders.has(name)) continue;
    const message = `the overlay ${name} has no folder ${tree.folder}/overlays/${name}`;
    yield { ...placed(unit, pointerTo("spec", "manifests", "overlays", name)), message, unit };
  }
  for (const [name, path] of folders) {
    const at = startOf(`${tree.folder}/${path}`);
    const folder = `overlays/${name}`;
    if (!tree.kustomizations.has(folder))
      yield { at, message: `${tree.folder}/${folder} holds no kustomization.yaml`, unit };
    else if (!named.includes(name)) yield unnamed(name, unit);
  }
}

/** By name, with a file of each. */
function overlayFolders({ names }: ManifestTree): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const path of names) {
    const name = /^overlays\/([^/]+)\//u.exec(path)?.[1];
    if (name !== undefined && !folders.has(name)) folders.set(name, path);
  }
  return folders;
}

function unnamed(name: string, unit: KustomizeUnit): Complaint {
  return {
    ...placed(unit, "/spec/manifests/overlays"),
    message: `the overlay ${name} is not named under spec.manifests.overlays: no installation can choose it`,
    help: `Write ${name}: {} there.`,
    severity: "warning",
    unit,
  };
}

function* twice(unit: KustomizeUnit): Iterable<Complaint> {
  const tree = treeOf(unit);
  for (const { path, others } of tree?.kustomizations.values() ?? [])
    for (const other of others) {
      const message = `${other} lies beside ${path}: kustomize refuses a folder with two`;
      yield { at: startOf(`${tree?.folder}/${other}`), message, help: "Remove one.", unit };
    }
}

function* chartBeside(unit: KustomizeUnit): Iterable<Complaint> {
  if (unit.files?.includes("chart/Chart.yaml") !== true) return;
  yield {
    ...placed(unit, "/spec/manifests/source/kind"),
    message: `the blueprint is of kind Kustomize, and nothing publishes ${unit.folder}/chart`,
    help: "Remove chart/, or say kind: HelmChart.",
    unit,
  };
}

function namesIn(node: YamlNode | undefined): readonly string[] {
  return node?.kind === "mapping" ? node.pairs.map(({ name }) => name) : [];
}

function placed(unit: KustomizeUnit, pointer: string): { at: Location; pointer: string } {
  const root = unit.blueprint?.document.root;
  const at = root === undefined ? startOf(unit.folder) : locationOf(root, pointer);
  return { at, pointer };
}
