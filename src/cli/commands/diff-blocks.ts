import type { Change } from "../../app/diff/changes.ts";
import type { CrdChange } from "../../app/diff/crds.ts";
import type { DiffReport } from "../../app/diff/diff.ts";
import type { ObjectChange } from "../../app/diff/objects.ts";
import { nameOf } from "../../app/diff/reasons.ts";
import type { Block, Cell, SourceLines } from "../../report/index.ts";
import { count } from "../phrase.ts";

type Row = readonly (Cell | string)[];

const marks = {
  added: { text: "+", tone: "good" },
  removed: { text: "-", tone: "bad" },
  changed: { text: "~", tone: "warn" },
  narrowed: { text: "!", tone: "bad" },
  "not compared": { text: "?", tone: "dim" },
} as const;

/** What differs, a table for each kind of thing, and what it asks of the version. */
export function diffBlocks(report: DiffReport, source: SourceLines): readonly Block[] {
  const { before, after, name, findings } = report;
  const title = `${name} ${before.version} → ${after.version}   (${before.label} → ${after.label})`;
  return [
    { kind: "line", text: title, tone: "strong" },
    ...tables(report),
    ...(findings.length === 0 ? [] : [{ kind: "findings" as const, findings, source }]),
    ...report.notRun.map(({ what, reason }): Block => {
      return { kind: "line", text: `not compared: ${what}: ${reason}`, tone: "dim" };
    }),
    { kind: "line", text: verdict(report), tone: report.ok ? "good" : "bad" },
  ];
}

function tables({ differences }: DiffReport): readonly Block[] {
  const { dependencies, values, configuration, objects, images, crds, files } = differences;
  const { compositions } = differences;
  return [
    table(
      "charts inside",
      dependencies.map(({ name, before, after }) => [
        marks[before === null ? "added" : after === null ? "removed" : "changed"],
        name,
        movement(before ?? undefined, after ?? undefined),
      ]),
    ),
    table(
      "values",
      values.map((change) => [marks[change.kind], change.pointer, difference(change)]),
    ),
    table(
      "configuration",
      configuration.map(({ kind, path, message }) => [marks[kind], path, message]),
    ),
    table("objects", (objects ?? []).flatMap(objectRows)),
    table("custom resources", crdRows(crds ?? [])),
    table("compositions", compositions.objects.flatMap(objectRows)),
    table("composites and claims", crdRows(compositions.definitions)),
    table("images", [
      ...images.removed.map((image): Row => [marks.removed, image, ""]),
      ...images.added.map((image): Row => [marks.added, image, ""]),
    ]),
    table(
      "files",
      (files ?? []).map(({ path, change }) => [marks[change], path, ""]),
    ),
  ].flat();
}

function crdRows(crds: readonly CrdChange[]): readonly Row[] {
  return crds.map(({ crd, version, path, kind, message }) => [
    marks[kind],
    [crd, version, path].filter((part) => part !== "").join(" "),
    message,
  ]);
}

function table(title: string, rows: readonly Row[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", head: ["", title, ""], rows }];
}

function objectRows(object: ObjectChange): readonly Row[] {
  const name = nameOf(object);
  if (object.change !== "changed") return [[marks[object.change], name, ""]];
  return object.changes.map((change, at) => [
    object.immutable.includes(change) ? marks.narrowed : marks[change.kind],
    at === 0 ? name : "",
    `${change.pointer}  ${difference(change)}`,
  ]);
}

function difference({ kind, before, after }: Change): string {
  if (kind === "added") return shown(after);
  return kind === "removed" ? `was ${shown(before)}` : movement(shown(before), shown(after));
}

function movement(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return after ?? "";
  return after === undefined ? `was ${before}` : `${before} → ${after}`;
}

const shownLength = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text;
}

function verdict({ bump, before, after, stranded }: DiffReport): string {
  const paths =
    stranded.length === 0 ? "" : `; ${count(stranded.length, "version")} without a way to it`;
  if (bump.level === null) return `nothing differs that a version must tell${paths}`;
  const why = bump.reasons.slice(0, 3).join("; ");
  const more = bump.reasons.length > 3 ? `; and ${bump.reasons.length - 3} more` : "";
  const step = `a ${bump.level} step: ${why}${more}`;
  const holds = bump.holds
    ? `${before.version} → ${after.version} will do`
    : `${bump.least ?? "a SemVer version"} or later is needed`;
  return `${step}\n${holds}${paths}`;
}
