import type { Location } from "../../model/location.ts";
import type { Presence, Resource } from "../../model/supply.ts";
import { groupOf } from "../groups.ts";
import { actionsOf } from "../template/actions.ts";
import { plain } from "../template/answer.ts";
import type { TemplateDocument } from "../template/documents.ts";
import type { Gates } from "../template/gate.ts";
import type { Template } from "../template/template.ts";
import type { Fields, Span } from "./fields.ts";
import { fieldsAfter, scalarAfter } from "./fields.ts";

const releaseNamespace = /^\{\{-?\s*\$?\.Release\.Namespace\s*(?:\|\s*s?quote\s*)?-?\}\}$/u;

/** One object that a template writes, with what its texts come to under the default values. */
export class Passage {
  readonly template: Template;
  readonly document: TemplateDocument;
  readonly group: string;
  readonly kind: string;
  readonly #gates: () => Gates;
  #metadata: Fields | undefined;

  constructor(template: Template, document: TemplateDocument, gates: () => Gates) {
    this.template = template;
    this.document = document;
    this.group = groupOf(document.apiVersion ?? "");
    this.kind = document.kind ?? "";
    this.#gates = gates;
  }

  presence(offset: number): Presence {
    return this.#gates().at(offset);
  }

  locate({ start, end }: Span): Location {
    return this.template.locate(start, end);
  }

  /** What a scalar comes to; undefined where only the render knows. */
  text({ start, end }: Span): string | undefined {
    const raw = this.template.text.slice(start, end);
    if (this.template.blanked.slice(start, end) === raw) return raw;
    let [result, position] = ["", 0];
    for (const action of actionsOf(raw)) {
      const answer = this.#gates().valueAt(start, action.body);
      const value = answer.state === "known" ? plain(answer.value) : undefined;
      if (value === undefined) return undefined;
      result += raw.slice(position, action.start) + String(value ?? "");
      position = action.end;
    }
    return result + raw.slice(position);
  }

  /** Empty where it is the release's own; undefined where only the render knows. */
  namespace(span: Span | undefined): string | undefined {
    if (span === undefined) return "";
    const raw = this.template.text.slice(span.start, span.end);
    return releaseNamespace.test(raw) ? "" : this.text(span);
  }

  /** metadata's own fields. */
  get metadata(): Fields {
    this.#metadata ??= this.fields("metadata")[0] ?? new Map();
    return this.#metadata;
  }

  get name(): string | undefined {
    const span = this.metadata.get("name");
    return span && this.text(span);
  }

  /** The object itself, under another kind or name where one is given; undefined where its name cannot be told. */
  object(name: string | undefined, kind: Pick<Resource, "group" | "kind">): Resource | undefined {
    const namespace = this.namespace(this.metadata.get("namespace"));
    if (name === undefined || name === "" || namespace === undefined) return undefined;
    return { group: kind.group, kind: kind.kind, name, namespace };
  }

  /** The fields of the least indented mapping of that name. */
  fields(key: string): readonly Fields[] {
    const found = this.#key(key);
    return found === undefined ? [] : fieldsAfter(this.template.blanked, found.start, found.end);
  }

  /** The least indented scalar of that name. */
  scalar(key: string): Span | undefined {
    const found = this.#key(key);
    return found && scalarAfter(this.template.blanked, found.end);
  }

  /** From a key to behind its colon. */
  #key(key: string): Span | undefined {
    const { text, start } = this.document;
    let [least, found]: [number, Span | undefined] = [Infinity, undefined];
    for (const match of text.matchAll(new RegExp(`^([ ]*)${key}:`, "gmu"))) {
      const [whole, { length: indent } = ""] = match;
      if (indent >= least) continue;
      least = indent;
      found = { start: start + match.index + indent, end: start + match.index + whole.length };
      if (indent === 0) break;
    }
    return found;
  }
}
