import { foldName } from "../../model/blueprint.ts";
import type { Unit } from "../../model/workspace.ts";
import { nodeAt, pointerTo, scalarText } from "../../yaml/index.ts";
import { writeScalar } from "../edit.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Each organisation has a cluster of its own, so the blueprint cannot name the tier. */
export const perOrgTier: Rule = {
  id: "BP113",
  name: "per-org-tier",
  severity: "error",
  summary:
    "A blueprint that perOrg in bp.config.yaml names leaves the tier of its placements empty.",
  why: "Such a blueprint installs into each organisation's own cluster; a fixed tier sends it to a namespace of that name, which is not there.",
  remedy: 'Write tier: "" in every placement; the installation chooses.',
  fixes: "all",
  examples: {
    bad: "perTopology:\n  singleton:\n    placement:\n      tier: rtz\n",
    good: 'perTopology:\n  singleton:\n    placement:\n      tier: ""\n',
  },

  *check({ units, perOrg = new Set<string>() }) {
    const names = new Set([...perOrg].map((name) => foldName(name)));
    for (const unit of units) {
      const { blueprint } = unit;
      if (blueprint === undefined) continue;
      if (names.has(foldName(blueprint.name)) || names.has(foldName(unit.name))) yield* judge(unit);
    }
  },
};

function* judge(unit: Unit): Iterable<Complaint> {
  const topologies = nodeAt(unit.blueprint?.document.root, "/spec/topology/perTopology");
  if (topologies?.kind !== "mapping") return;
  for (const { name, value } of topologies.pairs) {
    const node = nodeAt(value, "/placement/tier");
    const tier = scalarText(node);
    if (node?.kind !== "scalar" || tier === undefined || tier === "") continue;
    yield {
      at: node.at,
      pointer: pointerTo("spec", "topology", "perTopology", name, "placement", "tier"),
      message: `${name} names the tier ${tier}, but each organisation has its own cluster`,
      unit,
      fix: { description: "leave the tier to the installation", changes: [writeScalar(node, "")] },
    };
  }
}
