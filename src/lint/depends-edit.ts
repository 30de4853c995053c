import type { Blueprint } from "../model/blueprint.ts";
import type { Fix } from "../model/change.ts";
import { parseVersion } from "../model/version.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import type { TextEdit } from "../yaml/index.ts";
import { entry, nodeAt, pair } from "../yaml/index.ts";
import { indentOf, linesBelow } from "./insert.ts";
import { editList, itemLines } from "./list-edit.ts";
import { fixOf } from "./text-change.ts";

/** What is added: a name, and the tree's version of it. */
export interface NewDependency {
  readonly name: string;
  readonly version: string;
}

/**
 * Adds items to `spec.depends`, with ranges of the tree's versions where every other item has one. Undefined where the
 * list is written in a way that an edit could harm.
 */
export function addDependencies(
  blueprint: Blueprint,
  added: readonly NewDependency[],
): Fix | undefined {
  const { document, text } = blueprint;
  const list = pair(nodeAt(document.root, "/spec"), "depends");
  const add = added.map(({ name, version }) => ({
    fields: [`blueprint: ${name}`, ...rangeLike(list?.value, version)],
  }));
  const edits =
    list?.value.kind === "sequence"
      ? editList(list.value, text, { add })
      : list === undefined
        ? newList(blueprint, add)
        : undefined;
  const names = added.map(({ name }) => name).join(", ");
  return edits && fixOf(`depend on ${names}`, blueprint, edits);
}

export function addDependency(
  blueprint: Blueprint,
  name: string,
  version: string,
): Fix | undefined {
  return addDependencies(blueprint, [{ name, version }]);
}

function rangeLike(list: YamlNode | undefined, version: string): readonly string[] {
  const items = list?.kind === "sequence" ? list.items : [];
  const ranged = items.length > 0 && items.every((item) => entry(item, "version") !== undefined);
  const parsed = parseVersion(version);
  if (!ranged || parsed === undefined || parsed.prerelease) return [];
  return [`version: ^${version.split(".").slice(0, 2).join(".")}`];
}

function newList(
  { document, text }: Blueprint,
  items: readonly { readonly fields: readonly string[] }[],
): readonly TextEdit[] | undefined {
  const spec = nodeAt(document.root, "/spec");
  const first = spec?.kind === "mapping" && !spec.flow ? spec.pairs[0] : undefined;
  const indent = first && indentOf(text, first);
  if (spec === undefined || indent === undefined) return undefined;
  const lines = ["depends:", ...items.flatMap((item) => itemLines("  ", item))];
  const edit = linesBelow(
    text,
    spec,
    lines.map((line) => indent + line),
  );
  return edit && [edit];
}

/** Takes an item out of `spec.depends`, and the comment at its line's end; the last item leaves an empty list. */
export function dropDependency(blueprint: Blueprint, index: number): Fix | undefined {
  const list = nodeAt(blueprint.document.root, "/spec/depends");
  if (list?.kind !== "sequence" || index >= list.items.length) return undefined;
  const edits = editList(list, blueprint.text, { drop: (_, at) => at === index });
  return edits && fixOf(`depend no more on what others bring`, blueprint, edits);
}
