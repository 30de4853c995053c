import type { Kit, KitFile, KitKustomization } from "../../../model/kit.ts";
import { compareSlots } from "../../../model/slot.ts";
import type { SequenceNode } from "../../../model/yaml-node.ts";
import { emitYaml, entry, keyAt } from "../../../yaml/index.ts";
import type { TextEdit } from "../../../yaml/index.ts";
import { linesBelow } from "../../insert.ts";
import { dashIndent, editList, itemLines } from "../../list-edit.ts";
import { fixOf } from "../../text-change.ts";
import { badResources, isOwnFile, unlistedFiles } from "../listing.ts";
import type { SyncChange, SyncInput } from "./change.ts";

/** A kustomization lists its folder's files, in the order of their slots (BP506). */
export function* syncFiles({ kits }: SyncInput): Iterable<SyncChange> {
  for (const kit of kits) {
    const { kustomization } = kit;
    const [added, dropped] = [unlistedFiles(kit), badResources(kit)];
    const root = kustomization?.document.root;
    if (kustomization === undefined || root === undefined || added.length + dropped.length === 0)
      continue;
    const words = [
      ...(added.length === 0 ? [] : [`lists ${added.map(({ name }) => name).join(", ")} nowhere`]),
      ...(dropped.length === 0 ? [] : [`lists ${dropped.map(said).join(", ")}`]),
    ];
    const edits = editsOf(kit, kustomization, added);
    const why = edits === undefined ? "; it is written where no edit is safe" : "";
    yield {
      ruleId: "BP506",
      at: keyAt(root, "/resources"),
      message: `${kustomization.file} ${words.join(" and ")}${why}`,
      ...(edits === undefined
        ? {}
        : { fix: fixOf("bring the list in line", kustomization, edits) }),
    };
  }
}

function said({ path, what }: ReturnType<typeof badResources>[number]): string {
  return what === "twice" ? `${path} twice` : `${path}, which is not there`;
}

function editsOf(
  kit: Kit,
  { document, text }: KitKustomization,
  added: readonly KitFile[],
): readonly TextEdit[] | undefined {
  const { root } = document;
  const list = entry(root, "resources");
  if (root?.kind !== "mapping") return undefined;
  if (list === undefined) {
    const lines = added.flatMap(({ name }) => itemLines("  ", { scalar: scalarOf(name) }));
    const edit = linesBelow(text, root, ["resources:", ...lines]);
    return edit && [edit];
  }
  if (list.kind !== "sequence") return undefined;
  const bad = new Set(badResources(kit).map(({ index }) => index));
  const drop = (_: unknown, index: number): boolean => bad.has(index);
  const add = added.map(({ name }) => ({ scalar: scalarOf(name) }));
  if (list.flow || list.items.length === bad.size) return editList(list, text, { drop, add });
  const dropped = editList(list, text, { drop });
  const kept = { ...list, items: list.items.filter((_, index) => !bad.has(index)) };
  const places = added.map((file) => inOrder(kept, text, file));
  if (dropped === undefined || !places.every((edit) => edit !== undefined)) return undefined;
  return [...dropped, ...places];
}

/** Below the last file that comes before it, else above the first item. */
function inOrder(list: SequenceNode, text: string, { name }: KitFile): TextEdit | undefined {
  const [first] = list.items;
  const indent = first && dashIndent(first, text);
  if (first === undefined || indent === undefined) return undefined;
  const earlier = list.items.findLast((item) => {
    const path = item.kind === "scalar" ? item.text.replace(/^\.\//u, "") : "";
    return isOwnFile(path) && compareSlots(path, name) < 0;
  });
  const line = `${indent}- ${scalarOf(name)}`;
  if (earlier !== undefined) return linesBelow(text, earlier, [line]);
  const start = text.lastIndexOf("\n", first.start) + 1;
  return { start, end: start, text: `${line}${text.includes("\r\n") ? "\r\n" : "\n"}` };
}

function scalarOf(name: string): string {
  return emitYaml(name).trimEnd();
}
