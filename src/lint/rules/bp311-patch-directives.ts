import type { Workspace } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { coercedText, entry, pair, pointerTo } from "../../yaml/index.ts";
import { rawTemplates, unreadApplied } from "../applied.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import { leavesOf } from "../leaves.ts";
import { objectsOf } from "../rendered/judged.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import { once } from "../rendered/once.ts";
import type { Complaint, Rule } from "../rule.ts";
import { templatesOf } from "../template/template.ts";

/** Kinds that keep data: made anew, they start empty. */
const keepers: ReadonlySet<string> = new Set(["StatefulSet", "PersistentVolumeClaim"]);

/** Words to Kustomize and Flux that mean harm in a chart. */
export const patchDirectives: Rule = {
  id: "BP311",
  name: "patch-directives",
  severity: "error",
  summary:
    "A chart holds no $patch, and forces neither a StatefulSet nor a PersistentVolumeClaim to be made anew.",
  why: "The API server stores $patch as a field or refuses it; force deletes the object and makes it again, and with a claim the data goes.",
  remedy:
    "Move the patch into the Kustomization, and take the force annotation off what keeps data.",
  examples: {
    bad: "kind: StatefulSet\nmetadata:\n  annotations:\n    kustomize.toolkit.fluxcd.io/force: enabled\n",
    good: "kind: StatefulSet\nmetadata:\n  annotations: {}\n",
  },

  *check(input) {
    for (const unit of withChart(input.units))
      yield* once(written(unit, input.workspace), inRender(unit));
  },

  notRun: (input) =>
    together(unreadTemplates(input.units), unreadApplied(input.workspace), unrendered(input)),
};

function* written(unit: ChartUnit, workspace: Workspace): Iterable<Complaint> {
  yield* inTemplates(unit);
  if (unit.chart.valuesText?.includes("$patch") === true)
    yield* inValues(unit.chart.values?.root, unit);
  yield* recreated(unit, workspace);
}

function* inRender(unit: ChartUnit): Iterable<Complaint> {
  for (const { object, kind, label, at } of objectsOf(unit)) {
    for (const { path } of leavesOf(object.node)) {
      const last = path.indexOf("$patch");
      if (last === -1) continue;
      const message = `${label}: $patch is for Kustomize, Helm applies it as a field`;
      yield { at: at(pointerTo(...path.slice(0, last + 1))), message, unit };
    }
    const annotations = entry(entry(object.node, "metadata"), "annotations");
    const value = coercedText(entry(annotations, forceKey)) ?? "";
    if (!keepers.has(kind) || value.toLowerCase() !== "enabled") continue;
    const message = `${label}: force makes it anew and loses what it keeps`;
    yield { at: at(pointerTo("metadata", "annotations", forceKey)), message, unit };
  }
}

const forceKey = "kustomize.toolkit.fluxcd.io/force";
const patch = /^[ ]*(?:-[ ]+)?(["']?\$patch["']?):/gmu;
const force = /^[ ]+(["']?kustomize\.toolkit\.fluxcd\.io\/force["']?:[ ]+["']?enabled)\b/gimu;

function* inTemplates(unit: ChartUnit): Iterable<Complaint> {
  for (const template of templatesOf(unit.chart) ?? []) {
    for (const { start, text, kind = "" } of template.documents) {
      const places = (pattern: RegExp): readonly Complaint["at"][] =>
        [...text.matchAll(pattern)].map((match) => {
          const [whole, word = ""] = match;
          const from = start + match.index + whole.indexOf(word);
          return template.locate(from, from + word.length);
        });
      for (const at of places(patch))
        yield { at, message: "$patch is for Kustomize: Helm applies it as a field", unit };
      for (const at of keepers.has(kind) ? places(force) : [])
        yield { at, message: `force makes the ${kind} anew and loses what it keeps`, unit };
    }
  }
}

function* inValues(node: YamlNode | undefined, unit: ChartUnit): Iterable<Complaint> {
  if (node?.kind === "sequence") for (const item of node.items) yield* inValues(item, unit);
  if (node?.kind !== "mapping") return;
  const own = pair(node, "$patch");
  if (own !== undefined)
    yield { at: own.key.at, message: "$patch is for Kustomize: Helm hands it on as a field", unit };
  for (const { value } of node.pairs) yield* inValues(value, unit);
}

const recreate = /^[ ]+type:[ ]+(["']?Recreate)\b/mu;

/** A Deployment that was rolled before cannot be patched to Recreate: the API server keeps rollingUpdate. */
function* recreated(unit: ChartUnit, workspace: Workspace): Iterable<Complaint> {
  for (const { template, by } of rawTemplates(unit, workspace)) {
    for (const { kind, text, start } of template.documents) {
      const match = recreate.exec(text);
      if (kind !== "Deployment" || match === null || text.search(force) !== -1) continue;
      const [whole, word = ""] = match;
      const from = start + match.index + whole.indexOf(word);
      const message = `Recreate needs the force annotation where ${by.at.file}:${by.at.line} applies it`;
      yield { at: template.locate(from, from + word.length), message, unit };
    }
  }
}
