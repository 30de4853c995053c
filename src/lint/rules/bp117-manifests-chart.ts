import { dirname, join } from "node:path/posix";

import type { Unit, Workspace } from "../../model/workspace.ts";
import type { ScalarNode } from "../../model/yaml-node.ts";
import { nodeAt, scalarText } from "../../yaml/index.ts";
import { isWithin, writeScalar } from "../edit.ts";
import { referenceVersion } from "../reference-version.ts";
import type { Complaint, Rule } from "../rule.ts";

/** The tree names a folder, the published form a chart: `bp publish` writes the one in place of the other. */
export const manifestsChart: Rule = {
  id: "BP117",
  name: "manifests-chart",
  severity: "error",
  summary:
    "The field manifests.chart names the blueprint's own chart folder, and the version in manifests.source.ref is the blueprint's.",
  why: "The controller copies the field into the HelmRelease as it stands; publishing turns the folder into the chart's name, and for a folder that is not there it would name a chart that nothing holds.",
  remedy: "Write chart: ./chart; `bp publish` puts the chart's name there in the published form.",
  fixes: "some",
  examples: {
    bad: "manifests:\n  chart: ./charts/grafana\n",
    good: "manifests:\n  chart: ./chart\n",
  },

  *check({ units, workspace }) {
    for (const unit of units) {
      const root = unit.blueprint?.document.root;
      const chart = nodeAt(root, "/spec/manifests/chart");
      if (chart?.kind === "scalar") yield* judgeChart(chart, unit, workspace);
      const reference = nodeAt(root, "/spec/manifests/source/ref");
      if (reference?.kind === "scalar") yield* judgeReference(reference, unit);
    }
  },
};

function* judgeChart(node: ScalarNode, unit: Unit, workspace: Workspace): Iterable<Complaint> {
  const written = scalarText(node);
  if (written === undefined || isThere(written, unit, workspace)) return;
  const manifests = nodeAt(unit.blueprint?.document.root, "/spec/manifests");
  const description = "write ./chart";
  const canFix = unit.chart !== undefined && manifests !== undefined && isWithin(node, manifests);
  yield {
    at: node.at,
    pointer: "/spec/manifests/chart",
    message: `${JSON.stringify(written)} is neither a chart in ${unit.folder} nor the name of one`,
    unit,
    ...(canFix ? { fix: { description, changes: [writeScalar(node, "./chart")] } } : {}),
    ...(unit.chart === undefined
      ? { help: `Write the chart in ${unit.folder}/chart, or take the field out.` }
      : {}),
  };
}

/** A folder relative to the blueprint or to its file, or the name of a chart of this workspace. */
function isThere(written: string, unit: Unit, { units }: Workspace): boolean {
  const folders = [unit.folder, dirname(unit.blueprint?.file ?? "")];
  if (
    folders.some((folder) => join(folder, written, ".").replace(/\/$/u, "") === unit.chart?.folder)
  )
    return true;
  return units.some(({ chart }) => chart?.metadata.name === written);
}

function* judgeReference(node: ScalarNode, unit: Unit): Iterable<Complaint> {
  const written = scalarText(node);
  const version = unit.blueprint?.version;
  const found = written === undefined ? undefined : referenceVersion(written);
  if (written === undefined || found === undefined || version === undefined) return;
  if (found.version === version) return;
  const corrected = written.slice(0, found.start) + version + written.slice(found.end);
  yield {
    at: node.at,
    pointer: "/spec/manifests/source/ref",
    message: `the reference names version ${found.version}, the blueprint is ${version}`,
    help: "Name the blueprint's own version.",
    unit,
    fix: { description: `name version ${version}`, changes: [writeScalar(node, corrected)] },
  };
}
