import { sourcePlace } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import type { RenderFault } from "../../model/render.ts";
import type { UnitRendered } from "./render-units.ts";

const help = "correct the template, or the value that it reads";

/** Why a chart was not rendered, at the place in the tree that it is due to. */
export function renderFindings({ unit, rendered }: UnitRendered): readonly Finding[] {
  const blueprint = unit.name;
  if (rendered.kind === "not rendered")
    return rendered.missing.map(({ message, help, at }) =>
      finding({ ruleId: "BP204", severity: "error", message, help, at, blueprint }),
    );
  if (rendered.kind === "rendered") return [];
  const { message } = rendered;
  const at = faultPlace(unit, rendered);
  return [finding({ ruleId: "RENDER", severity: "error", message, at, help, blueprint })];
}

/** Where Helm says that the fault is; the chart's name where it names no file. */
export function faultPlace(unit: UnitRendered["unit"], fault: RenderFault): Location {
  const { source, line, column } = fault;
  if (source === undefined) return unit.chart.nameAt;
  const at = { source, line: line ?? 1, ...(column === undefined ? {} : { column }) };
  return sourcePlace(unit, at);
}
