import type { Carry, Comparison } from "../../../kit/index.ts";
import type { Fix } from "../../../model/change.ts";
import type { Kit, KitFile } from "../../../model/kit.ts";
import type { TextEdit } from "../../../yaml/index.ts";
import { fixOf } from "../../text-change.ts";
import { comparedWithTemplate } from "../compared.ts";
import type { SyncChange, SyncInput } from "./change.ts";
import { added, dropped } from "./template-pair.ts";
import { filled, moved } from "./template-text.ts";

/** A cluster's kit takes over what its template has otherwise, with the variables filled in (BP510). */
export function* syncTemplate({ kits, workspace }: SyncInput): Iterable<SyncChange> {
  for (const kit of kits) {
    const compared = comparedWithTemplate(kit, workspace);
    if (compared === undefined) continue;
    const { differences, bound } = compared;
    for (const { at, message, carry } of differences) {
      const fix = fixFor(carry, kit, bound);
      const why = fix === undefined ? `: ${reason(carry)}` : "";
      const common = { ruleId: "BP510", at, message: message + why };
      yield { ...common, ...(fix === undefined ? {} : { fix }) };
    }
  }
}

type Bound = Comparison["bound"];

/** The edit of a text, and the file that holds it. */
interface Edited {
  readonly file: { readonly file: string; readonly text: string };
  readonly edit: TextEdit | undefined;
}

function fixFor(carry: Carry, kit: Kit, bound: Bound): Fix | undefined {
  const edited = carry.kind === "more" ? undefined : editOf(carry, kit, bound);
  if (edited?.edit === undefined) return undefined;
  const description =
    carry.kind === "drop" ? "take out what the template has not" : "take it over from the template";
  return fixOf(description, edited.file, [edited.edit]);
}

function editOf(carry: Exclude<Carry, { kind: "more" }>, kit: Kit, bound: Bound): Edited {
  switch (carry.kind) {
    case "file":
      return newFile(carry.template, kit, bound);
    case "text": {
      const { file, start, end } = carry.here;
      const text = moved(carry.there, carry.here, bound);
      return { file: sourceOf(file), edit: text === undefined ? undefined : { start, end, text } };
    }
    case "add":
      return { file: sourceOf(carry.within.file), edit: added(carry, bound) };
    case "drop":
      return { file: sourceOf(carry.file), edit: dropped(carry) };
    case "object":
      return newObject(carry, bound);
  }
}

function newFile(template: KitFile, kit: Kit, bound: Bound): Edited {
  const text = filled(template.text, bound, template.variables);
  const file = { file: `${kit.folder}/${template.name}`, text: "" };
  return { file, edit: text === undefined ? undefined : { start: 0, end: 0, text } };
}

function newObject(
  { object, within: { file, template } }: Extract<Carry, { kind: "object" }>,
  bound: Bound,
): Edited {
  const { start, end } = object.root;
  const text = filled(template.text.slice(start, end).trimEnd(), bound, template.variables);
  const at = file.text.length;
  const feed = file.text.endsWith("\n") ? "" : "\n";
  const edit =
    text === undefined ? undefined : { start: at, end: at, text: `${feed}---\n${text}\n` };
  return { file: sourceOf(file), edit };
}

function sourceOf({ path, text }: KitFile): Edited["file"] {
  return { file: path, text };
}

function reason({ kind }: Carry): string {
  return kind === "more"
    ? "a person must decide whether it goes"
    : "it is written where no edit is safe, or with a variable whose value does not stand here";
}
