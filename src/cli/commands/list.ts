import { list } from "../../app/list.ts";
import type { ListReport } from "../../app/list.ts";
import { select } from "../../app/select.ts";
import type { Block } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { flag } from "../declaration.ts";
import { count } from "../phrase.ts";
import { selectionOf } from "../selection.ts";

export const run: Run = async (args, options, context) => {
  const { workspace, folder } = await context.workspace();
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const units = select(workspace, selection);
  const report = list(workspace, units);
  if (flag(options, "versions")) {
    const { listVersions } = await import("./list-versions.ts");
    return listVersions(report, units, options, context);
  }
  return { report, blocks: await blocks(report, context.sourceLines) };
};

async function blocks(
  report: ListReport,
  sourceLines: (
    files: readonly string[],
  ) => Promise<(file: string) => readonly string[] | undefined>,
): Promise<readonly Block[]> {
  const versions = new Map(report.charts.map((chart) => [chart.folder, chart.version]));
  const blueprints = report.blueprints.map(
    ({ name, version, folder, visibility, chart, manifests, kitSlots }) => [
      { text: name, tone: "strong" as const },
      versions.get(`${folder}/chart`) ?? version,
      folder,
      chart ?? (manifests === undefined ? "-" : "(manifests)"),
      visibility ?? "-",
      kitSlots.length === 0 ? "-" : count(kitSlots.length, "slot"),
    ],
  );
  const bare = report.charts
    .filter(({ blueprint }) => blueprint === null)
    .map(({ name, version, folder }) => [
      { text: name, tone: "strong" as const },
      version,
      folder,
      { text: "no blueprint.yaml", tone: "warn" as const },
      "-",
      "-",
    ]);
  const drafts = report.drafts.map(({ folder }) => folder).join(", ");
  const counts = [
    count(report.blueprints.length, "blueprint"),
    count(report.charts.length, "chart"),
  ];
  return [
    {
      kind: "table",
      head: ["blueprint", "version", "folder", "chart", "visibility", "kit"],
      rows: [...blueprints, ...bare],
    },
    {
      kind: "findings",
      findings: report.findings,
      source: await sourceLines(report.findings.map(({ file }) => file)),
    },
    ...(drafts === ""
      ? []
      : [
          {
            kind: "line" as const,
            text: `drafts (a README only): ${drafts}`,
            tone: "dim" as const,
          },
        ]),
    { kind: "line", text: `${counts.join(", ")}, ${count(report.drafts.length, "draft")}` },
  ];
}
