import { startOf } from "../../model/location.ts";
import type { Workspace } from "../../model/workspace.ts";
import { rawTemplates, unreadApplied } from "../applied.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import type { Complaint, Rule } from "../rule.ts";
import { templatesOf } from "../template/template.ts";

const fileName = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/u;

/** Helm renders and Kustomize patches: one folder cannot be for both. */
export const kustomization: Rule = {
  id: "BP208",
  name: "kustomization",
  severity: "error",
  summary: "No kustomization reaches a chart's package, and none applies its templates unrendered.",
  why: "In templates/ Helm applies it as an object, which no API server knows, and the installation fails; elsewhere it makes Flux apply raw what Helm should render.",
  remedy: "Move the kustomization out of the chart, or list it in .helmignore.",
  examples: {
    bad: "chart/templates/kustomization.yaml\n",
    good: "# chart/.helmignore\nkustomization.yaml\n",
  },

  *check({ units, workspace }) {
    for (const unit of withChart(units)) {
      const { folder, packaged = [] } = unit.chart;
      const named = packaged.filter((path) => fileName.test(path));
      for (const path of named)
        yield { at: startOf(`${folder}/${path}`), message: `${path} is packaged`, unit };
      yield* inTemplates(unit, new Set(named));
      yield* appliedRaw(unit, workspace);
    }
  },

  notRun: ({ units, workspace }) => unreadTemplates(units) ?? unreadApplied(workspace),
};

function* inTemplates(unit: ChartUnit, told: ReadonlySet<string>): Iterable<Complaint> {
  for (const template of templatesOf(unit.chart) ?? []) {
    if (told.has(template.path)) continue;
    for (const { apiVersion, at } of template.documents) {
      if (apiVersion?.startsWith("kustomize.config.k8s.io/") !== true) continue;
      const message = `the template writes an object of ${apiVersion}, which is for Kustomize alone`;
      yield { at: template.locate(at.start, at.end), message, unit };
    }
  }
}

/** What Helm would render reaches the cluster as it is written. */
function* appliedRaw(unit: ChartUnit, workspace: Workspace): Iterable<Complaint> {
  for (const { template, by } of rawTemplates(unit, workspace)) {
    const action = template.actions.find(({ body }) => body !== "");
    if (action === undefined) continue;
    const message = `the template is applied unrendered by ${by.at.file}:${by.at.line}`;
    const help = "Write plain YAML there, or let Flux install the chart by a HelmRelease.";
    yield { at: template.locate(action.start, action.end), message, help, unit };
  }
}
