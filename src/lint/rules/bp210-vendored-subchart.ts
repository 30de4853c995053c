import type { VendoredChart } from "../../model/chart.ts";
import { annotation } from "../../model/media-type.ts";
import { pair, pointerTo } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import { placeOf } from "../place.ts";
import type { Complaint, Rule } from "../rule.ts";

const pointer = pointerTo("annotations", annotation.vendoredSubchart);

/** A chart that was copied in, perhaps changed, says so and says which it is. */
export const vendoredSubchart: Rule = {
  id: "BP210",
  name: "vendored-subchart",
  severity: "error",
  summary: `A chart in charts/ is declared under dependencies, or the annotation ${annotation.vendoredSubchart} names it and its version.`,
  why: "A copied subchart is not fetched again, so nothing else tells where it came from; scanners and reviewers then take it for code of ours, or miss it.",
  remedy: `Declare the chart under dependencies, or annotate Chart.yaml with ${annotation.vendoredSubchart}: <name>@<version>.`,
  examples: {
    bad: `# charts/app holds app 1.3.0\nannotations:\n  ${annotation.vendoredSubchart}: app@1.2.0\n`,
    good: `annotations:\n  ${annotation.vendoredSubchart}: app@1.3.0\n`,
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const told = toldBy(unit);
      yield* wrongWords(unit, told);
      yield* untold(unit, told);
    }
  },
};

/** `name@version`, several of them apart by commas or spaces. */
function toldBy({ chart }: ChartUnit): ReadonlyMap<string, string> {
  const words = (chart.metadata.annotations[annotation.vendoredSubchart] ?? "").split(/[\s,]+/u);
  return new Map(
    words
      .filter((word) => word !== "")
      .map((word) => {
        const at = word.lastIndexOf("@");
        return at <= 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
      }),
  );
}

function* wrongWords(unit: ChartUnit, told: ReadonlyMap<string, string>): Iterable<Complaint> {
  const at = placeOf(unit.chart.document, pointer);
  for (const [name, version] of told) {
    const held = unit.chart.vendored.filter((chart) => chart.name === name);
    if (held.some((chart) => bare(chart.version) === bare(version))) continue;
    const found = held.map((chart) => chart.version).join(", ") || "none of that name";
    const message = `the annotation tells of ${name}@${version || "?"}, charts/ holds ${found}`;
    yield { at, pointer, message, unit };
  }
}

function* untold(unit: ChartUnit, told: ReadonlyMap<string, string>): Iterable<Complaint> {
  const { chart } = unit;
  const declared = new Set(chart.metadata.dependencies.map(({ name }) => name));
  if (chart.packaged?.includes("requirements.yaml") === true) return;
  const key = pair(chart.document.root, "dependencies")?.key;
  for (const { name, version, path } of chart.vendored.filter(isKnown)) {
    if (declared.has(name) || told.has(name)) continue;
    const message = `${path} holds ${name} ${version}, which neither a dependency nor an annotation names`;
    yield { at: key?.at ?? chart.nameAt, message, unit };
  }
}

/** A chart that could not be read has been reported as such. */
function isKnown({ name, version }: VendoredChart): boolean {
  return name !== "" && version !== "";
}

function bare(version: string): string {
  return version.replace(/^v/u, "");
}
