import type { StoredRelease } from "../../model/render.ts";
import { secretLimit } from "../../model/render.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import { unrendered } from "../rendered/not-run.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Another release's values and notes differ a little. */
const margin = 1.03;
const most = 0.9;
const notice = 0.75;

/** A release that does not fit into its Secret cannot be installed. */
export const releaseSize: Rule = {
  id: "BP212",
  name: "release-size",
  severity: "error",
  summary: "A release fits into the Secret that Helm stores it in, with a tenth to spare.",
  why: "The cluster refuses an object of more than 1 MiB, so the installation fails, at every attempt, with a message that names no file.",
  remedy: "Leave out of the package what the release does not need, or split the chart.",
  examples: {
    bad: "a chart with 1.2 MB of dashboards in files/\n",
    good: "the dashboards in a chart of their own\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const { stored } = unit.render ?? {};
      if (stored !== undefined) yield* judge(unit, stored);
    }
  },

  notRun: (input) => unrendered(input),
};

function* judge(unit: ChartUnit, { size, parts }: StoredRelease): Iterable<Complaint> {
  const share = (size * margin) / secretLimit;
  if (share <= notice) return;
  const percent = Math.round((100 * size) / secretLimit);
  const [first, second, third] = parts;
  const named = [first, second, third].flatMap((part) =>
    part === undefined ? [] : [`${part.name} ${part.stored}`],
  );
  const message = `the release takes ${size} bytes, ${percent} % of its Secret; the most: ${named.join(", ")}`;
  const severity = share > most ? {} : { severity: "info" as const };
  yield { at: unit.chart.nameAt, message, unit, ...severity };
}
