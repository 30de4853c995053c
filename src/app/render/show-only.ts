import { outputDocuments, rendered } from "../../chart/index.ts";
import { BpError } from "../../model/error.ts";
import { nearest } from "../../model/nearest.ts";
import type { UnitRendered } from "./render-units.ts";

/**
 * What one file of a chart wrote: named below the chart's folder, or below the workspace root.
 * @throws BpError EMPTY_SELECTION where it wrote nothing
 */
export function showOnly(
  renders: readonly UnitRendered[],
  template: string,
): readonly UnitRendered[] {
  const sources = new Set<string>();
  const shown = renders.map((one): UnitRendered => {
    if (one.rendered.kind !== "rendered") return one;
    const documents = outputDocuments(one.rendered.output);
    for (const { source } of documents) sources.add(below(source));
    const wanted = template.replace(`${one.unit.chart.folder}/`, "").replace(/^\.\//u, "");
    const kept = documents.filter(({ source }) => source === template || below(source) === wanted);
    const output = kept.map(({ source, text }) => `---\n# Source: ${source}\n${text.trim()}\n`);
    return { ...one, rendered: rendered({ ok: true, output: output.join(""), said: "" }) };
  });
  const isEmpty = shown.every(({ rendered: { kind, ...rest } }) => {
    return kind !== "rendered" || ("output" in rest && rest.output === "");
  });
  if (!isEmpty || sources.size === 0) return shown;
  const near = nearest(template, sources);
  throw new BpError("EMPTY_SELECTION", `${template} writes nothing`, {
    hint: near === undefined ? [...sources].slice(0, 5).join(", ") : `did you mean ${near}?`,
  });
}

/** Without the chart's name. */
function below(source: string): string {
  return source.slice(source.indexOf("/") + 1);
}
