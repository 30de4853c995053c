import type { MirroredArtifact, MirrorReport, MirrorStatus } from "../../app/mirror/report.ts";
import type { Check } from "../../model/check.ts";
import type { Finding } from "../../model/finding.ts";
import type { Block, Cell, SourceLines, Tone } from "../../report/index.ts";
import { bytes, count } from "../phrase.ts";
import { notRunLines } from "./not-run.ts";

const tones: Readonly<Record<MirrorStatus, Tone>> = {
  copied: "good",
  present: "dim",
  moved: "good",
  planned: "good",
  conflict: "bad",
  failed: "bad",
  missing: "warn",
  absent: "bad",
};

/** A line an artifact, the findings, then what went wrong with what to do, and the totals. */
export function mirrorBlocks(report: MirrorReport, source: SourceLines): readonly Block[] {
  const { artifacts, findings, summary } = report;
  return [
    ...table(artifacts),
    ...faults(findings, source),
    ...artifacts.flatMap(problems),
    ...notRunLines(summary.notRun),
    { kind: "line", text: totals(report), tone: report.ok ? "good" : "bad" },
    ...next(report),
  ];
}

/** What lacks is told with the artifacts: here are the others, each with its line. */
export function faults(findings: readonly Finding[], source: SourceLines): readonly Block[] {
  const others = findings.filter(({ ruleId }) => ruleId !== "BP901" && ruleId !== "BP903");
  return others.length === 0 ? [] : [{ kind: "findings", findings: others, source }];
}

export function table(artifacts: readonly MirroredArtifact[]): readonly Block[] {
  if (artifacts.length === 0) return [];
  if (artifacts.every(({ status }) => status === "planned")) {
    const rows = artifacts.map(({ kind, from, to }) => [kind, from, to]);
    return [{ kind: "table", head: ["kind", "from", "to"], rows }];
  }
  const head = ["status", "kind", "to", "digest", "written"];
  return [{ kind: "table", head, rows: artifacts.map(row) }];
}

function row(artifact: MirroredArtifact): readonly (Cell | string)[] {
  const { status, kind, to, digest, written, bytes: size } = artifact;
  return [
    { text: status, tone: tones[status] },
    kind,
    to.replace(/@sha256:([0-9a-f]{12})[0-9a-f]+$/u, "@sha256:$1…"),
    digest === null ? "-" : digest,
    { text: written === 0 ? "-" : `${written}, ${bytes(size)}`, align: "right" },
  ];
}

export function problems(artifact: MirroredArtifact): readonly Block[] {
  const { from, to, status, required, error, places } = artifact;
  if (error !== undefined) {
    const hint = error.hint === undefined ? "" : `\n  help: ${error.hint}`;
    return [{ kind: "line", text: `${from}: ${error.message}${hint}`, tone: "bad" }];
  }
  if (status !== "missing" && status !== "absent") return [];
  const [rule, where] = status === "missing" ? ["BP901", from] : ["BP903", to];
  const asks = places.map((place) => `\n  ${place}`).join("");
  const name = places.length === 0 ? "" : ` (${rule})`;
  return [
    { kind: "line", text: `${where} is not there${name}${asks}`, tone: required ? "bad" : "warn" },
  ];
}

function totals({ summary, artifacts, target, dryRun }: MirrorReport): string {
  const { notRun: _, bytes: size, ...counts } = summary;
  const parts = Object.entries(counts).flatMap(([status, number]) =>
    number === 0 ? [] : [`${number} ${status}`],
  );
  const written = size === 0 ? "" : `, ${bytes(size)} written`;
  const end = dryRun ? " (dry run: nobody was asked)" : ` in ${target}${written}`;
  return `${count(artifacts.length, "artifact")}: ${parts.join(", ") || "none"}${end}`;
}

/** What to do next. */
export function next({ exitCode }: Pick<MirrorReport, "exitCode">): readonly Block[] {
  if (exitCode === 75)
    return [{ kind: "line", text: "nothing was written: try again later", tone: "warn" }];
  if (exitCode !== 5 && exitCode !== 130) return [];
  const text = "run the same command again: it goes on where it stopped";
  return [{ kind: "line", text, tone: "warn" }];
}

/** As formats without tables tell it. */
export function mirrorCheck(artifact: MirroredArtifact): Check {
  const { to, status, digest, error, required, from } = artifact;
  const subject = { group: "mirror", name: to };
  if (error !== undefined) {
    const help = error.hint === undefined ? {} : { help: error.hint };
    return { ...subject, state: "failed", detail: error.message, ...help };
  }
  const lacks = status === "missing" || status === "absent";
  if (lacks && required) {
    const where = status === "missing" ? from : to;
    return { ...subject, state: "failed", detail: `${where} is not there` };
  }
  const state = lacks ? "skipped" : "passed";
  return { ...subject, state, detail: digest === null ? status : `${status} ${digest}` };
}
