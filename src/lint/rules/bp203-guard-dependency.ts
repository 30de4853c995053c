import type { ChartDependency } from "../../model/chart.ts";
import { annotation } from "../../model/media-type.ts";
import { entry, pair } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import type { Complaint, Rule } from "../rule.ts";
import { ownTemplates } from "../template/template.ts";
import { fixOf, wholeLines } from "../text-change.ts";

/** A dependency that nothing uses looks like an upstream and is none. */
export const guardDependency: Rule = {
  id: "BP203",
  name: "guard-dependency",
  severity: "info",
  summary: "A chart does not depend on sigstore's common chart only to have a dependency.",
  why: "The library is fetched at every build and stands in the bill of materials, though no template includes a line of it; it hides that the chart wraps nothing.",
  remedy: `Take the dependency out and annotate the chart with ${annotation.noUpstream}: "true".`,
  fixes: "some",
  examples: {
    bad: "dependencies:\n  - name: common\n    version: 0.1.3\n    repository: https://sigstore.github.io/helm-charts\n",
    good: 'annotations:\n  catalyst.openova.io/no-upstream: "true"\n',
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const [only, ...others] = unit.chart.metadata.dependencies;
      if (only === undefined || others.length > 0) continue;
      if (isGuard(only) && !includesCommon(unit)) yield complaint(unit, only);
    }
  },
};

function isGuard({ name, repository }: ChartDependency): boolean {
  return (
    name === "common" && repository.replace(/\/+$/u, "").endsWith("sigstore.github.io/helm-charts")
  );
}

function includesCommon({ chart }: ChartUnit): boolean {
  return ownTemplates(chart).some(({ actions }) =>
    actions.some(({ body }) => /["`]common\./u.test(body)),
  );
}

/** The annotation is the author's word and never written by a fix: only where it is there the dependency can go. */
function complaint(unit: ChartUnit, { at }: ChartDependency): Complaint {
  const { document, metadata, text } = unit.chart;
  const told = {
    at,
    pointer: "/dependencies/0",
    message: "no template uses sigstore's common chart: the dependency only pretends an upstream",
    unit,
  };
  const declared = pair(document.root, "dependencies");
  const isTold = metadata.annotations[annotation.noUpstream] === "true";
  const isBlock = entry(document.root, "dependencies")?.at.line !== declared?.key.at.line;
  if (!isTold || !isBlock || text === undefined || declared === undefined) return told;
  const range = wholeLines(text, declared.key.start, declared.value.end);
  const edits = [{ ...range, text: "" }];
  return { ...told, fix: fixOf("take the dependency out", { file: at.file, text }, edits) };
}
