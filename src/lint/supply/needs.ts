import type { Presence, Resource } from "../../model/supply.ts";
import { needsCrd } from "../groups.ts";
import type { Fields, Span } from "./fields.ts";
import { fieldsAfter, linePrefix, scalarAfter } from "./fields.ts";
import type { Passage } from "./passage.ts";
import {
  referencePattern,
  referenceOf,
  referred,
  serviceAddress,
  serviceAt,
} from "./references.ts";
import type { Reference } from "./references.ts";

/** What an object uses, and where it says so. */
export interface Used {
  readonly resource: Resource;
  readonly span: Span;
  readonly presence: Presence;
  readonly isHook?: true;
}

/** Objects whose fields are other people's texts: what they name is nobody's need. */
const opaque: ReadonlySet<string> = new Set([
  "ConfigMap",
  "Secret",
  "CustomResourceDefinition",
  "CompositeResourceDefinition",
  "Composition",
]);

/** Helm applies these at another time than the rest of the release. */
const otherTimes =
  /["']?helm\.sh\/hook["']?:[ \t]+["']?(?:test|(?:pre|post)-(?:delete|rollback))\b/u;

const afterwards = /["']?helm\.sh\/hook["']?:[^\n]{0,200}\bpost-(?:install|upgrade)\b/u;

/** What one object of a template needs of others. */
export function* needsOf(passage: Passage): Iterable<Used> {
  const { text } = passage.document;
  const isLater = otherTimes.test(text);
  const hook = afterwards.test(text) ? { isHook: true as const } : {};
  for (const { resource, span, presence } of usesOf(passage)) {
    const told: Presence = isLater ? { ...presence, state: "unclear" } : presence;
    yield { resource, span, presence: told, ...hook };
  }
}

function* usesOf(passage: Passage): Iterable<Used> {
  const { group, kind, document } = passage;
  if (needsCrd(group) && kind !== "") {
    const resource = { group, kind, name: "", namespace: "" };
    yield { resource, span: document.at, presence: passage.presence(document.at.start) };
  }
  if (!opaque.has(kind)) yield* references(passage);
  if (document.text.includes(".svc")) yield* addresses(passage);
}

function* references(passage: Passage): Iterable<Used> {
  const { text, start: from } = passage.document;
  for (const match of text.matchAll(referencePattern)) {
    const [whole, quote = "", name = ""] = match;
    const reference = referenceOf(name);
    if (reference === undefined || isComment(text, match.index)) continue;
    const key = from + match.index + quote.length;
    const colon = from + match.index + whole.length;
    // The Secret of a Certificate is made, not used.
    if (name === "secretName" && passage.kind === "Certificate") continue;
    if (reference.isScalar) yield* scalarUse(passage, reference, colon);
    else yield* mappingUses(passage, reference, { key, colon });
  }
}

function* scalarUse(passage: Passage, reference: Reference, colon: number): Iterable<Used> {
  const span = scalarAfter(passage.template.blanked, colon);
  const name = span && passage.text(span);
  const resource = referred(reference, (member) => (member === "name" ? name : undefined));
  if (span !== undefined && resource !== undefined)
    yield { resource, span, presence: passage.presence(span.start) };
}

function* mappingUses(
  passage: Passage,
  reference: Reference,
  { key, colon }: { readonly key: number; readonly colon: number },
): Iterable<Used> {
  for (const fields of fieldsAfter(passage.template.blanked, key, colon)) {
    const span = fields.get("name");
    if (span === undefined || textOf(fields.get("optional"), passage) === "true") continue;
    const told = new Map<string, string | undefined>(
      members.map((name) => [name, memberText(fields, name, passage)]),
    );
    // A member that is written and cannot be told is not the same as none.
    if (members.some((name) => fields.has(name) && told.get(name) === undefined)) continue;
    const resource = referred(reference, (name) => told.get(name));
    if (resource !== undefined) yield { resource, span, presence: passage.presence(span.start) };
  }
}

const members = ["name", "namespace", "kind", "group"] as const;

function memberText(fields: Fields, name: string, passage: Passage): string | undefined {
  const span = fields.get(name);
  if (span === undefined) return undefined;
  return name === "namespace" ? passage.namespace(span) : passage.text(span);
}

function textOf(span: Span | undefined, passage: Passage): string | undefined {
  return span && passage.text(span);
}

function* addresses(passage: Passage): Iterable<Used> {
  const { text, start: from } = passage.document;
  for (const match of text.matchAll(serviceAddress)) {
    const [whole, name = "", namespace = ""] = match;
    if (isComment(text, match.index)) continue;
    const start = from + match.index;
    const span = { start, end: start + whole.length };
    yield { resource: serviceAt(name, namespace), span, presence: passage.presence(start) };
  }
}

function isComment(text: string, offset: number): boolean {
  return /(?:^|\s)#/u.test(linePrefix(text, offset));
}
