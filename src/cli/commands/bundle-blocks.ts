import type { BundleCheckReport, BundledArtifact, BundleReport } from "../../app/bundle/report.ts";
import type { Check } from "../../model/check.ts";
import type { Block, SourceLines } from "../../report/index.ts";
import { bytes, count } from "../phrase.ts";
import { faults, next, problems, table } from "./mirror-blocks.ts";
import { notRunLines } from "./not-run.ts";

/** What a bundle holds, a line an artifact; what is not genuine, with why. */
export function checkedBlocks(report: BundleCheckReport): readonly Block[] {
  const { artifacts, archive, ok } = report;
  return [
    {
      kind: "table",
      head: ["", "artifact", "digest", "contents"],
      rows: artifacts.map(({ ok: whole, name, digest, contents, bytes: size }) => [
        whole ? { text: "ok", tone: "good" } : { text: "FAIL", tone: "bad" },
        name,
        digest,
        { text: whole ? `${contents}, ${bytes(size)}` : "-", align: "right" },
      ]),
    },
    ...damage(artifacts),
    { kind: "line", text: verdict(artifacts, archive), tone: ok ? "good" : "bad" },
  ];
}

/** As a mirror's, then what was read back. */
export function bundleBlocks(report: BundleReport, source: SourceLines): readonly Block[] {
  const { artifacts, findings, checked, archive, summary, dryRun, ok } = report;
  const whole = checked.length > 0 && checked.every((one) => one.ok);
  const kept = report.command === "bundle save" && !dryRun && checked.length === 0;
  const gathered = "not finished: what was gathered is kept, and the same command goes on there";
  return [
    ...table(
      artifacts.map((one) => ({ ...one, to: one.to.replace(`oci-layout:${archive}/`, "") })),
    ),
    ...faults(findings, source),
    ...artifacts.flatMap(problems),
    ...damage(checked),
    ...notRunLines(summary.notRun),
    ...(checked.length === 0
      ? []
      : [{ kind: "line" as const, text: verdict(checked, archive), tone: toneOf(whole) }]),
    ...(kept ? [{ kind: "line" as const, text: gathered, tone: "warn" as const }] : []),
    { kind: "line", text: totals(report), tone: toneOf(ok) },
    ...(kept ? [] : next(report)),
  ];
}

function damage(checked: readonly BundledArtifact[]): readonly Block[] {
  return checked.flatMap(({ name, error }) => {
    if (error === undefined) return [];
    const hint = error.hint === undefined ? "" : `\n  help: ${error.hint}`;
    return { kind: "line", text: `${name}: ${error.message}${hint}`, tone: "bad" };
  });
}

function verdict(checked: readonly BundledArtifact[], archive: string): string {
  const bad = checked.filter(({ ok }) => !ok).length;
  const all = count(checked.length, "artifact");
  return bad === 0
    ? `${archive}: ${all}, all of it read and genuine`
    : `${archive}: ${bad} of ${all} NOT genuine or not whole: use nothing of it`;
}

function totals({ command, artifacts, summary, target, archive, dryRun }: BundleReport): string {
  const { bytes: size, notRun: _, ...counts } = summary;
  const parts = Object.entries(counts).flatMap(([state, number]) =>
    number === 0 ? [] : [`${number} ${state}`],
  );
  const where = command === "bundle save" ? archive : target;
  const end = dryRun ? " (dry run: nothing was written)" : ` in ${where}, ${bytes(size)} written`;
  return `${count(artifacts.length, "artifact")}: ${parts.join(", ") || "none"}${end}`;
}

function toneOf(ok: boolean): "good" | "bad" {
  return ok ? "good" : "bad";
}

/** As formats without tables tell it. */
export function bundleCheck({ name, ok, digest, error }: BundledArtifact): Check {
  const subject = { group: "bundle", name };
  if (ok) return { ...subject, state: "passed", detail: digest };
  const help = error?.hint === undefined ? {} : { help: error.hint };
  return { ...subject, state: "failed", detail: error?.message ?? "", ...help };
}
