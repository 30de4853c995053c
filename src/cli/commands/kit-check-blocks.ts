import type {
  CheckedKit,
  DependsDifference,
  KitCheckReport,
  KitCheckSummary,
} from "../../app/kit/kit-report.ts";
import type { Finding } from "../../model/finding.ts";
import type { Block, SourceLines } from "../../report/index.ts";
import { count } from "../phrase.ts";
import { breakBlocks } from "./break-blocks.ts";
import { graphBlocks } from "./kit-graph-blocks.ts";
import { notRunLines } from "./not-run.ts";

/** What a list tells in fewer lines than findings do: blueprints that differ, slots still to come. */
export function isListed({ ruleId, severity }: Finding): boolean {
  return ruleId === "BP404" || (ruleId === "BP505" && severity === "info");
}

/** What is wrong first, then each kit wave by wave; kits that are alike are drawn once. */
export function checkBlocks(
  { kits, summary, exitCode }: KitCheckReport,
  framed: readonly Finding[],
  source: SourceLines,
): readonly Block[] {
  const alike = Map.groupBy(kits, (kit) => JSON.stringify([shapeOf(kit), kit.deferred.length]));
  return [
    { kind: "findings", findings: framed, source },
    ...differences(kits),
    ...[...alike.values()].flatMap((group) => graphBlocks(group)),
    ...[...alike.values()].flatMap(([kit]) => kit?.breaks.flatMap(breakBlocks) ?? []),
    ...notRunLines(summary.notRun),
    { kind: "line", text: totals(summary), tone: exitCode === 0 ? "good" : "bad" },
  ];
}

function shapeOf({ slots, deferred }: CheckedKit): unknown {
  return [
    slots.map(({ name, slot, version, dependsOn }) => [name, slot, version, dependsOn]),
    deferred.map(({ name }) => name),
  ];
}

function differences(kits: readonly CheckedKit[]): readonly Block[] {
  const rows = new Map<string, { readonly one: DependsDifference; readonly kits: string[] }>();
  for (const { kit, blueprintDiffs } of kits) {
    for (const one of blueprintDiffs) {
      const key = JSON.stringify(one);
      const row = rows.get(key) ?? { one, kits: [] };
      row.kits.push(kit);
      rows.set(key, row);
    }
  }
  if (rows.size === 0) return [];
  const names = new Set([...rows.values()].map(({ one }) => one.name));
  const apart = [...rows.values()].some((row) => row.kits.length < kits.length);
  const what = `${count(names.size, "blueprint")} whose depends is not what the release waits for`;
  return [
    { kind: "line", text: `${what} (BP404):`, tone: "warn" },
    {
      kind: "table",
      head: ["blueprint", "", "depends lacks", "and has besides", ...(apart ? ["in"] : [])],
      rows: [...rows.values()].map(({ one, kits: within }) => [
        { text: one.name, tone: "strong" },
        { text: `${one.file}:${one.line}`, tone: "dim" },
        listed(one.missing),
        listed(one.extra),
        ...(apart ? [within.join(", ")] : []),
      ]),
    },
  ];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "-" : names.join(", ");
}

function totals(summary: KitCheckSummary): string {
  const { kits, present, deferred, errors, warnings, infos } = summary;
  const found = [
    ...(errors === 0 ? [] : [count(errors, "error")]),
    ...(warnings === 0 ? [] : [count(warnings, "warning")]),
    ...(infos === 0 ? [] : [`${infos} to note`]),
  ];
  const coming = deferred === 0 ? "" : `, ${deferred} to come`;
  const said = found.length === 0 ? "nothing to report" : found.join(", ");
  return `${count(kits, "kit")}, ${count(present, "release")}${coming}: ${said}`;
}
