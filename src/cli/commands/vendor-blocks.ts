import type {
  VendoredChartReport,
  VendoredDependency,
  VendorReport,
} from "../../app/vendor/report.ts";
import type { Block, Cell, SourceLines } from "../../report/index.ts";
import { count } from "../phrase.ts";
import { failureBlocks } from "./advice-blocks.ts";

type Tone = NonNullable<Cell["tone"]>;

const origins: Readonly<Record<VendoredDependency["from"], readonly [text: string, tone: Tone]>> = {
  network: ["fetched", "good"],
  cache: ["cache", "plain"],
  charts: ["in place", "dim"],
  file: ["packaged from its folder", "plain"],
  workspace: ["of this workspace", "dim"],
  "by-hand": ["in charts/ by hand", "dim"],
};

/** What was vendored, what was written, and what kept the rest back. */
export function vendorBlocks(report: VendorReport, source: SourceLines): readonly Block[] {
  const { charts, findings } = report;
  const rows = charts.flatMap((chart) => chart.dependencies.map((one) => row(chart, one)));
  return [
    ...(rows.length === 0 ? [] : [table(rows)]),
    ...(findings.length === 0 ? [] : [{ kind: "findings" as const, findings, source }]),
    ...failureBlocks(
      charts.flatMap(({ name, errors }) =>
        errors.map(({ message, hint }) => ({ text: `${name}: ${message}`, hint })),
      ),
    ),
    ...written(report),
    { kind: "line", text: total(report), tone: report.ok ? "good" : "bad" },
  ];
}

function table(rows: readonly (readonly (Cell | string)[])[]): Block {
  return { kind: "table", head: ["chart", "dependency", "version", "from", "sha256"], rows };
}

function row(chart: VendoredChartReport, one: VendoredDependency): readonly (Cell | string)[] {
  const [text, tone] = origins[one.from];
  const moved = one.before !== null && one.before !== one.version;
  return [
    chart.name,
    one.alias === "" ? one.name : `${one.name} as ${one.alias}`,
    moved ? { text: `${one.before} → ${one.version}`, tone: "warn" } : one.version,
    { text, tone },
    { text: one.sha256?.slice(0, 12) ?? "", tone: "dim" },
  ];
}

function written({ charts, locked }: VendorReport): readonly Block[] {
  const lines = [
    ...charts.flatMap(({ folder, removed }) =>
      removed.map((file) => `removed ${folder}/charts/${file}`),
    ),
    ...charts.flatMap(({ edited }) => edited.map((file) => `wrote ${file}`)),
    ...charts.flatMap(({ folder, locked: wrote }) =>
      wrote ? [`wrote the lock of ${folder}`] : [],
    ),
    ...(locked ? ["wrote bp.lock"] : []),
  ];
  return lines.length === 0 ? [] : [{ kind: "line", text: lines.join("\n"), tone: "dim" }];
}

function total({ summary }: VendorReport): string {
  const { charts, dependencies, fetched, failed } = summary;
  const what = dependencies === 1 ? "1 dependency" : `${dependencies} dependencies`;
  const news = fetched === 0 ? "" : `, ${fetched} fetched`;
  return `${what} of ${count(charts, "chart")}${news}${failed === 0 ? "" : `; ${count(failed, "chart")} failed`}`;
}
