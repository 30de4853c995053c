import type { ArtifactReport, ArtifactStatus, PublishReport } from "../../app/publish/report.ts";
import { formatShard } from "../../app/publish/shard.ts";
import type { Block, Cell, Tone } from "../../report/index.ts";
import { bytes } from "../phrase.ts";

const tones: Readonly<Record<ArtifactStatus, Tone>> = {
  published: "good",
  unchanged: "dim",
  repaired: "good",
  planned: "good",
  conflict: "bad",
  failed: "bad",
  blocked: "warn",
};

/** One line an artifact, then what went wrong with what to do, then the totals and the next step. */
export function publishBlocks(
  report: PublishReport,
  verifyCommand: (reference: string) => string,
): readonly Block[] {
  const { artifacts } = report;
  return [
    {
      kind: "table",
      head: ["status", "reference", "digest", "size", "requests"],
      rows: artifacts.map(row),
    },
    ...artifacts.flatMap(problems),
    ...notes(artifacts),
    { kind: "line", text: totals(report), tone: report.ok ? "good" : "bad" },
    ...next(report, verifyCommand),
  ];
}

function row({
  status,
  reference,
  name,
  version,
  digest,
  size,
  requests,
}: ArtifactReport): readonly (Cell | string)[] {
  return [
    { text: status, tone: tones[status] },
    reference === "" ? `${name}:${version}` : reference,
    digest ?? "-",
    { text: size === 0 ? "-" : bytes(size), align: "right" },
    { text: String(requests), align: "right" },
  ];
}

function problems({ name, version, status, error, differences }: ArtifactReport): readonly Block[] {
  if (differences !== undefined || status === "conflict") {
    const lines = [
      `${name}:${version} is published with other bytes; nothing was written`,
      ...(differences ?? []).map(({ path, change }) => `  ${change} ${path}`),
      "  help: bump the version in Chart.yaml and blueprint.yaml",
    ];
    return [{ kind: "line", text: lines.join("\n"), tone: "bad" }];
  }
  if (error === undefined) return [];
  const hint = error.hint === undefined ? "" : `\n  help: ${error.hint}`;
  return [
    {
      kind: "line",
      text: `${name}: ${error.message}${hint}`,
      tone: status === "blocked" ? "warn" : "bad",
    },
  ];
}

function notes(artifacts: readonly ArtifactReport[]): readonly Block[] {
  const lines = artifacts.flatMap(({ name, notes: said }) =>
    said.map((note) => `${name}: ${note}`),
  );
  return lines.length === 0 ? [] : [{ kind: "line", text: lines.join("\n"), tone: "dim" }];
}

function totals({ summary, target, dryRun, shard }: PublishReport): string {
  const parts = Object.entries(summary).flatMap(([status, number]) =>
    number === 0 ? [] : [`${number} ${status}`],
  );
  const part = shard === undefined ? "" : `shard ${formatShard(shard)}: `;
  const ended = parts.length === 0 ? "nothing to publish" : parts.join(", ");
  return `${part}${ended}${dryRun ? " (dry run: nothing was written)" : ` in ${target}`}`;
}

/** What to do next, as a command that can be pasted. */
function next(
  { artifacts, dryRun, exitCode, shard }: PublishReport,
  verifyCommand: (reference: string) => string,
): readonly Block[] {
  if (exitCode === 75)
    return [{ kind: "line", text: "nothing was written: try again later", tone: "warn" }];
  if (exitCode === 5 || exitCode === 130) {
    const resume = `bp publish --resume${shard === undefined ? "" : ` --shard ${formatShard(shard)}`}`;
    const text = `run the same command again: it goes on where it stopped (so does ${resume})`;
    return [{ kind: "line", text, tone: "warn" }];
  }
  const there = artifacts.filter(({ status }) =>
    ["published", "unchanged", "repaired"].includes(status),
  );
  const [first] = there;
  if (first === undefined || dryRun) return [];
  const more = there.length === 1 ? "" : `, and so on for ${there.length - 1} more`;
  const text = `check it: ${verifyCommand(first.reference)}${more}`;
  return [{ kind: "line", text, tone: "dim" }];
}
