import { planPublish } from "../../app/publish/plan-publish.ts";
import type {
  PlannedArtifact,
  PlannedStatus,
  PublishPlanReport,
} from "../../app/publish/plan-report.ts";
import { select } from "../../app/select.ts";
import type { Check } from "../../model/check.ts";
import type { Block, Tone } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { selectionOf } from "../selection.ts";
import { publishInput, publishPorts, publishTarget } from "./publish-setting.ts";

export const run: Run = async (args, options, context) => {
  const { workspace, folder } = await context.workspace();
  const units = select(
    workspace,
    selectionOf(args, options, { relative: context.relative, folder }),
  );
  const to = await publishTarget(options, context);
  const network = await context.network(options);
  const input = await publishInput(units, to, context);
  const ask = input.target.kind === "layout" || !context.offline;
  const report = await planPublish(input, publishPorts(context, network, "pull"), ask);
  return { report, blocks: blocks(report), checks: report.artifacts.map(check) };
};

const tones: Readonly<Record<PlannedStatus, Tone>> = {
  new: "good",
  unchanged: "dim",
  conflict: "bad",
  unknown: "plain",
  failed: "bad",
  blocked: "warn",
};

function blocks(report: PublishPlanReport): readonly Block[] {
  const { artifacts, ok } = report;
  return [
    {
      kind: "table",
      head: ["", "reference", "digest"],
      rows: artifacts.map(({ status, reference, name, version, digest }) => [
        { text: status, tone: tones[status] },
        reference === "" ? `${name}:${version}` : reference,
        digest ?? "-",
      ]),
    },
    ...artifacts.flatMap((artifact) => problem(artifact)),
    { kind: "line", text: summary(report), tone: ok ? "good" : "bad" },
  ];
}

function problem(artifact: PlannedArtifact): readonly Block[] {
  const text = problemText(artifact);
  const tone = artifact.status === "blocked" || artifact.status === "unknown" ? "warn" : "bad";
  return text === undefined ? [] : [{ kind: "line", text, tone }];
}

function problemText({
  name,
  version,
  status,
  published,
  error,
}: PlannedArtifact): string | undefined {
  if (status === "conflict")
    return `${name}:${version} is published as ${published ?? ""}\n  help: bump the version in Chart.yaml and blueprint.yaml`;
  if (error === undefined) return undefined;
  if (status === "unknown")
    return `${name}: whether ${version} is published is not known: ${error.message}`;
  return `${name}: ${error.message}${error.hint === undefined ? "" : `\n  help: ${error.hint}`}`;
}

function summary({ summary: counts, target, dirty }: PublishPlanReport): string {
  const parts = Object.entries(counts).flatMap(([status, number]) =>
    number === 0 ? [] : [`${number} ${status}`],
  );
  const note = dirty ? "; files differ from the commit" : "";
  return `${parts.join(", ")} in ${target}: nothing was written${note}`;
}

function check(artifact: PlannedArtifact): Check {
  const { name, version, status, digest } = artifact;
  const subject = { group: "plan", name: `${name}:${version}` };
  const text = problemText(artifact);
  if (text === undefined)
    return { ...subject, state: "passed", detail: `${status} ${digest ?? ""}` };
  return { ...subject, state: status === "unknown" ? "skipped" : "failed", detail: text };
}
