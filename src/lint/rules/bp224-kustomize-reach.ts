import { isYaml, reachOf, rootsOf } from "../../kustomize/index.ts";
import type { ManifestTree } from "../../kustomize/index.ts";
import { startOf } from "../../model/location.ts";
import { treeOf, unreadManifests, withManifests } from "../kustomize/tree.ts";
import type { Complaint, Rule } from "../rule.ts";

/** What is not listed is not applied. */
export const kustomizeReach: Rule = {
  id: "BP224",
  name: "kustomize-reach",
  severity: "warning",
  summary: "Every overlay builds on the base, and every manifest is reached from one of them.",
  why: "A file that no kustomization names is reviewed and merged and never applied; an overlay without the base installs a part.",
  remedy: "Name the file where it belongs, or remove it; let the overlay name ../../base.",
  examples: {
    bad: "# base/deny.yaml lies beside it\nresources:\n  - quota.yaml\n",
    good: "resources:\n  - deny.yaml\n  - quota.yaml\n",
  },

  *check({ units }) {
    for (const unit of withManifests(units)) {
      const tree = treeOf(unit);
      if (tree === undefined || !tree.kustomizations.has("base")) continue;
      for (const complaint of judge(tree)) yield { ...complaint, unit };
    }
  },

  notRun: ({ units }) => unreadManifests(units),
};

function* judge(tree: ManifestTree): Iterable<Complaint> {
  const reached = new Set<string>();
  for (const root of rootsOf(tree)) {
    const { files, kustomizations } = reachOf(root, tree);
    for (const path of files) reached.add(path);
    if (kustomizations.has("base")) continue;
    const at = root.document?.at ?? startOf(`${tree.folder}/${root.path}`);
    yield { at, message: `${root.folder} does not build on base` };
  }
  for (const path of tree.names) {
    if (!isYaml(path) || reached.has(path)) continue;
    const at = startOf(`${tree.folder}/${path}`);
    yield { at, message: "no kustomization of the base or of an overlay leads here" };
  }
}
