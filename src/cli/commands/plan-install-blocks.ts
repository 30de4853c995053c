import type { PlannedApplication } from "../../app/install/plan.ts";
import type { PlanInstallReport } from "../../app/install/report.ts";
import { valuesText } from "../../app/install/values-text.ts";
import type { Check } from "../../model/check.ts";
import type { Block, Cell, SourceLines } from "../../report/index.ts";
import { count } from "../phrase.ts";

/** The manifests alone, so that they can be piped; else what is wrong, the plan, and the values. */
export function planInstallBlocks(
  report: PlanInstallReport,
  source: SourceLines,
): readonly Block[] {
  const { manifests, findings, conflict, circle, applications, notes, locked } = report;
  if (manifests !== null) return [{ kind: "raw", text: manifests.text, language: "yaml" }];
  return [
    { kind: "findings", findings, source },
    ...(conflict === null ? [] : conflictLines(conflict.lines)),
    ...(circle === null ? [] : [circleLine(circle)]),
    ...(applications.length === 0 ? [] : planTables(report)),
    ...(locked ? [{ kind: "line", text: "wrote bp.lock" } as const] : []),
    ...notes.map((text): Block => ({ kind: "line", text: `note: ${text}`, tone: "dim" })),
    { kind: "line", text: summary(report), tone: report.ok ? "good" : "bad" },
  ];
}

export function planInstallChecks({
  blueprint,
  conflict,
  circle,
}: PlanInstallReport): readonly Check[] {
  const detail = conflict?.lines.join("\n") ?? (circle === null ? undefined : circleText(circle));
  const subject = { group: "plan", name: blueprint };
  return [
    detail === undefined
      ? { ...subject, state: "passed", detail: "one version of each blueprint" }
      : { ...subject, state: "failed", detail },
  ];
}

function conflictLines([first = "", ...rest]: readonly string[]): readonly Block[] {
  return [
    { kind: "line", text: first, tone: "bad" },
    { kind: "raw", text: rest.map((text) => `  ${text}`).join("\n") },
  ];
}

function circleLine(names: readonly string[]): Block {
  return { kind: "line", text: circleText(names), tone: "bad" };
}

function circleText(names: readonly string[]): string {
  return `they need each other, so that none can be first: ${[...names, names[0]].join(" > ")}`;
}

function planTables({ applications }: PlanInstallReport): readonly Block[] {
  return [
    {
      kind: "table",
      head: ["", "application", "blueprint", "version", "namespace", "after", "wanted by"],
      rows: applications.map((one) => [
        action(one),
        { text: one.name, tone: "strong" },
        one.blueprint,
        versionText(one),
        one.namespace,
        one.dependsOn.join(", "),
        one.wantedBy.length === 0 ? "you" : one.wantedBy.join(", "),
      ]),
    },
    ...applications.flatMap((one) => valuesBlocks(one)),
  ];
}

function action({ action: name }: PlannedApplication): Cell {
  return { text: name, tone: name === "reuse" ? "dim" : name === "create" ? "good" : "warn" };
}

function versionText({ from, version }: PlannedApplication): string {
  return from === null || from === version ? version : `${from} to ${version}`;
}

function valuesBlocks({ name, action: what, values }: PlannedApplication): readonly Block[] {
  if (what === "reuse" || Object.keys(values).length === 0) return [];
  return [
    { kind: "line", text: `values of ${name}:` },
    { kind: "raw", text: valuesText(values), language: "yaml" },
  ];
}

function summary({ ok, blueprint, catalogue, applications }: PlanInstallReport): string {
  if (!ok) return `${blueprint} cannot be installed as it is wanted`;
  const [created, changed, reused] = (["create", "change", "reuse"] as const).map(
    (name) => applications.filter(({ action: own }) => own === name).length,
  );
  const parts = [
    `${created} to create`,
    ...(changed === 0 ? [] : [`${changed} to change`]),
    ...(reused === 0 ? [] : [`${reused} to reuse`]),
  ];
  return `${blueprint} from ${catalogue}: ${count(applications.length, "application")}, ${parts.join(", ")}`;
}
