import type { Fix } from "../../../model/change.ts";
import type { Kit, KitFile, KitRelease } from "../../../model/kit.ts";
import type { MappingPair } from "../../../model/yaml-node.ts";
import { entry, pair } from "../../../yaml/index.ts";
import type { TextEdit } from "../../../yaml/index.ts";
import { indentOf, linesBelow } from "../../insert.ts";
import { editList, itemLines } from "../../list-edit.ts";
import { fixOf, wholeLines } from "../../text-change.ts";
import { driftOf } from "../drift.ts";
import type { Drift } from "../drift.ts";
import { nameScalar } from "./change.ts";
import type { SyncChange, SyncInput } from "./change.ts";

/** Releases wait for what is expected of them, and for nothing else (BP505). */
export function* syncEdges({ kits }: SyncInput): Iterable<SyncChange> {
  for (const kit of kits) {
    const edges = driftOf(kit).filter(({ kind }) => kind.endsWith("-edge"));
    for (const [release, group] of Map.groupBy(edges, (one) => one.release))
      yield changeOf(kit, release, group);
  }
}

function changeOf(kit: Kit, release: KitRelease, drift: readonly Drift[]): SyncChange {
  const of = (kind: Drift["kind"]): readonly string[] =>
    drift.flatMap((one) => (one.kind === kind && one.to !== undefined ? one.to : []));
  const [missing, extra] = [of("missing-edge"), of("extra-edge")];
  const words = [
    ...(missing.length === 0 ? [] : [`should wait for ${missing.join(", ")}`]),
    ...(extra.length === 0 ? [] : [`should not wait for ${extra.join(", ")}`]),
  ];
  const file = kit.files.find(({ path }) => path === release.file);
  const edits = file && editsOf(release, file, { missing, extra });
  const fix: Fix | undefined =
    file && edits && fixOf("bring dependsOn in line", { file: file.path, text: file.text }, edits);
  const why = fix === undefined ? "; it is written where no edit is safe" : "";
  return {
    ruleId: "BP505",
    at: drift[0]?.at ?? release.at,
    message: `${release.name} ${words.join(" and ")}${why}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

interface Wanted {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

function editsOf(
  { root }: KitRelease,
  { text }: KitFile,
  { missing, extra }: Wanted,
): readonly TextEdit[] | undefined {
  const names = missing.map((name) => nameScalar(name));
  if (!names.every((name) => name !== undefined)) return undefined;
  const add = names.map((name) => ({ fields: [`name: ${name}`] }));
  const spec = entry(root, "spec");
  const list = pair(spec, "dependsOn");
  if (list?.value.kind === "sequence" && list.value.items.length > 0) {
    const drop = (_: unknown, index: number): boolean => extra.includes(nameOf(list, index));
    return editList(list.value, text, { drop, add }) ?? withoutList(list, text, add.length);
  }
  return list === undefined ? newList(spec, text, add) : undefined;
}

function nameOf({ value }: MappingPair, index: number): string {
  const item = value.kind === "sequence" ? value.items[index] : undefined;
  const name = entry(item, "name");
  return name?.kind === "scalar" ? name.text : "";
}

/** A list that would be left with nothing goes with its key, where nothing else stands in its lines. */
function withoutList(
  { key, value }: MappingPair,
  text: string,
  added: number,
): readonly TextEdit[] | undefined {
  const end = value.start + text.slice(value.start, value.end).trimEnd().length;
  const lines = wholeLines(text, key.start, end);
  const isAlone = /^ *dependsOn:[ \t]*\n/u.test(text.slice(lines.start));
  if (added > 0 || !isAlone || text.slice(key.start, end).includes("#")) return undefined;
  return [{ ...lines, text: "" }];
}

/** Fields in front of which nobody looks for a list of names, the last of which it follows. */
const before: ReadonlySet<string> = new Set([
  "interval",
  "timeout",
  "releaseName",
  "storageNamespace",
  "targetNamespace",
]);

function newList(
  spec: ReturnType<typeof entry>,
  text: string,
  items: readonly { readonly fields: readonly string[] }[],
): readonly TextEdit[] | undefined {
  if (spec?.kind !== "mapping" || spec.flow) return undefined;
  const known = spec.pairs.filter(({ name, value }) => before.has(name) && value.kind === "scalar");
  const last = known.at(-1);
  const indent = last && indentOf(text, last);
  if (last === undefined || indent === undefined) return undefined;
  const lines = ["dependsOn:", ...items.flatMap((item) => itemLines("  ", item))];
  const edit = linesBelow(
    text,
    last.value,
    lines.map((line) => indent + line),
  );
  return edit && [edit];
}
