import type { Rendered } from "../../model/render.ts";
import type { ChartUnit } from "../charts.ts";
import { naming, withChart } from "../charts.ts";
import type { RuleInput } from "../rule.ts";

/** Why rules that judge the render did not judge all of it. */
export function unrendered({ units }: RuleInput): string | undefined {
  const charts = withChart(units);
  if (charts.some(({ render }) => render === undefined))
    return "the render was not asked for: bp lint --render";
  const left = charts.filter((unit) => !isLibrary(unit));
  const of = (kind: Rendered["kind"]): readonly ChartUnit[] =>
    left.filter(({ render }) => render?.rendered.kind === kind);
  const reasons = [
    naming("not vendored, so not rendered:", of("not rendered")),
    naming("Helm refuses", of("failed")),
  ];
  const said = reasons.filter((reason) => reason !== undefined);
  return said.length === 0 ? undefined : said.join("; ");
}

function isLibrary({ chart }: ChartUnit): boolean {
  return chart.metadata.type === "library";
}

/** All the reasons that there are. */
export function together(...reasons: readonly (string | undefined)[]): readonly string[] {
  return reasons.filter((reason) => reason !== undefined);
}
