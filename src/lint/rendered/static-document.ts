import type { RenderedObject } from "../../model/render.ts";
import { entry, scalarText } from "../../yaml/index.ts";
import type { TemplateDocument } from "../template/documents.ts";
import type { Template } from "../template/template.ts";

/**
 * The part of a template that wrote an object: the one of its kind, of several the one whose literal name fits, else as
 * many documents after the first as the object is after the first.
 */
export function staticDocument(
  { documents }: Template,
  { node, index }: RenderedObject,
): TemplateDocument | undefined {
  const written = documents.filter(({ text }) => /[^\s\uE000]/u.test(text.replaceAll(comment, "")));
  const kind = scalarText(entry(node, "kind"));
  const ofKind = written.filter((one) => one.kind === undefined || one.kind === kind);
  const name = scalarText(entry(entry(node, "metadata"), "name"));
  const fitting = ofKind.filter(({ text }) => fits(text, name));
  const candidates = [fitting, ofKind, written].find((list) => list.length > 0) ?? [];
  const [only, ...others] = candidates;
  if (others.length === 0) return only;
  const exact = candidates.filter((one) => one.kind === kind);
  if (exact.length === 1) return exact[0];
  const byPlace = written[index];
  return byPlace !== undefined && candidates.includes(byPlace) ? byPlace : only;
}

const comment = /^(?:[ ]*#.*|---.*)$/gmu;
const nameLine = /^[ ]+name:[ ]+["']?([^\s"'#]+)/mu;

/** Whether the name that stands in the text, its actions standing for anything, can have become this one. */
function fits(text: string, name: string | undefined): boolean {
  const written = nameLine.exec(text)?.[1];
  if (written === undefined || name === undefined) return true;
  const parts = written.split(/\uE000+/u);
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return written === name;
  return name.startsWith(first) && name.endsWith(last);
}
