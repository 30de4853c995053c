import type { RenderedObject } from "../../model/render.ts";
import { entry, scalarText } from "../../yaml/index.ts";
import type { TemplateDocument } from "../template/documents.ts";
import type { Template } from "../template/template.ts";

/**
 * The part of a template that wrote an object: the one of its kind, of several the one that has most of its name written
 * out, else as many documents after the first as the object is after the first.
 */
export function staticDocument(
  { documents }: Template,
  { node, index }: RenderedObject,
): TemplateDocument | undefined {
  const written = documents.filter(({ text }) => /[^\s\uE000]/u.test(text.replaceAll(comment, "")));
  const kind = scalarText(entry(node, "kind"));
  const ofKind = written.filter((one) => one.kind === undefined || one.kind === kind);
  const name = scalarText(entry(entry(node, "metadata"), "name"));
  const candidates = [named(ofKind, name), ofKind, written].find((list) => list.length > 0) ?? [];
  const [only, ...others] = candidates;
  if (others.length === 0) return only;
  const exact = candidates.filter((one) => one.kind === kind);
  if (exact.length === 1) return exact[0];
  const byPlace = written[index];
  return byPlace !== undefined && candidates.includes(byPlace) ? byPlace : only;
}

const comment = /^(?:[ ]*#.*|---.*)$/gmu;
const nameLine = /^[ ]+name:[ ]+["']?([^\s"'#]+)/mu;

/** Those that fit the name best; none where none fits. */
function named(
  documents: readonly TemplateDocument[],
  name: string | undefined,
): readonly TemplateDocument[] {
  const fits = documents.map((one) => [one, fit(one.text, name)] as const);
  const best = Math.max(...fits.map(([, letters]) => letters));
  return best < 0 ? [] : fits.flatMap(([one, letters]) => (letters === best ? [one] : []));
}

/**
 * How many letters of the name stand in the text, its actions standing for anything; less than none where the name cannot
 * have come of it.
 */
function fit(text: string, name: string | undefined): number {
  const written = nameLine.exec(text)?.[1];
  if (written === undefined || name === undefined) return 0;
  const parts = written.split(/\uE000+/u);
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return written === name ? name.length : -1;
  const letters = first.length + last.length;
  return letters <= name.length && name.startsWith(first) && name.endsWith(last) ? letters : -1;
}
