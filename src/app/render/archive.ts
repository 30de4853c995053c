import { packageChart, planPackage } from "../../chart/index.ts";
import type { Chart } from "../../model/chart.ts";
import type { Digest } from "../../model/digest.ts";
import { isBpError } from "../../model/error.ts";
import type { Spool, Spooled } from "../../model/ports.ts";
import type { Rendered } from "../../model/render.ts";
import type { Source } from "../packaging.ts";
import { resolveUnit } from "../packaging.ts";

/** A chart as Helm gets it; its owner disposes of the content. */
export interface ChartArchive {
  readonly kind: "packed";
  readonly content: Spooled;
  readonly digest: Digest;
}

/** The chart that would be published, all that it embeds inside; or why Helm cannot be given any. */
export async function chartArchive(
  chart: Chart,
  source: Source,
  spool: Spool,
): Promise<ChartArchive | Exclude<Rendered, { kind: "rendered" }>> {
  if (chart.metadata.type === "library")
    return {
      kind: "not rendered",
      reason: "a library chart renders nothing by itself",
      missing: [],
    };
  try {
    const { resolved, faults } = await resolveUnit(chart, source);
    if (faults.length > 0) {
      const names = faults.map(({ dependency: { name, version } }) => `${name} ${version}`.trim());
      return { kind: "not rendered", reason: `not vendored: ${names.join(", ")}`, missing: faults };
    }
    const plan = await planPackage(source.tree, chart, { dependencies: resolved, spool });
    try {
      const { content, digest } = await packageChart(plan, spool);
      return { kind: "packed", content, digest };
    } finally {
      await plan.dispose();
    }
  } catch (error) {
    if (!isBpError(error, "MATERIAL", "LIMIT", "OUTSIDE_ROOT", "BAD_ARCHIVE")) throw error;
    return { kind: "failed", message: error.message, asked: false };
  }
}
