import { startOf } from "../../model/location.ts";
import type { ChartUnit } from "../charts.ts";
import { naming, withChart } from "../charts.ts";
import type { Complaint, Rule } from "../rule.ts";
import { fixOf } from "../text-change.ts";

/** Folders of a chart that hold what continuous integration needs and nobody else. */
const folders: ReadonlySet<string> = new Set(["tests", "test", "ci"]);

/** What is packaged is stored in the release, in every cluster. */
export const packagedTests: Rule = {
  id: "BP209",
  name: "packaged-tests",
  severity: "warning",
  summary:
    "Files for continuous integration alone, tests/, ci/ and shell scripts, are left out of the package.",
  why: "Helm stores a release with all its files in one Secret, which may have 1 MiB; past that the installation fails, and nobody thinks of the tests.",
  remedy: "List them in .helmignore.",
  fixes: "some",
  examples: { bad: "chart/tests/smoke.sh\n", good: "# chart/.helmignore\n/tests/\n" },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const patterns = [...patternsOf(unit)];
      if (patterns.length > 0) yield complaint(unit, patterns);
    }
  },

  notRun: ({ units }) =>
    naming(
      "the files were not listed of",
      withChart(units).filter(({ chart }) => chart.packaged === undefined),
    ),
};

/** What to write into .helmignore: from the chart's folder, so that templates/tests/ stays. */
function patternsOf({ chart }: ChartUnit): ReadonlySet<string> {
  const patterns = (chart.packaged ?? []).flatMap((path) => {
    const [first = "", ...below] = path.split("/");
    if (first === "charts" || first === "templates") return [];
    if (below.length > 0 && folders.has(first)) return [`/${first}/`];
    return path.endsWith(".sh") && !isRead(path, chart) ? [`/${path}`] : [];
  });
  return new Set(patterns);
}

/** A script that a template reads, or may read with a glob, is the chart's own. */
function isRead(path: string, { templates = [] }: ChartUnit["chart"]): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return templates.some(({ text }) => text.includes(name) || text.includes(".Files.Glob"));
}

function complaint(unit: ChartUnit, patterns: readonly string[]): Complaint {
  const { nameAt, folder, ignore } = unit.chart;
  const names = patterns.map((pattern) => pattern.slice(1)).join(", ");
  const message = `${names} ${patterns.length === 1 ? "is" : "are"} packaged`;
  const help = `Write ${patterns.join(" and ")} into ${folder}/.helmignore.`;
  if (ignore === undefined) return { at: nameAt, message, help, unit };
  const file = `${folder}/${ignore.path}`;
  const { text } = ignore;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const lead = text === "" || text.endsWith("\n") ? "" : lineEnd;
  const added = lead + patterns.map((pattern) => pattern + lineEnd).join("");
  const edits = [{ start: text.length, end: text.length, text: added }];
  return { at: startOf(file), message, help, unit, fix: fixOf("list them", { file, text }, edits) };
}
