import type { Location } from "../../model/location.ts";
import type { RenderedObject } from "../../model/render.ts";
import { pointerSteps } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import type { TemplateDocument } from "../template/documents.ts";
import type { Template } from "../template/template.ts";
import { fieldKey } from "./field.ts";
import { sourceTemplate } from "./source-template.ts";
import { staticDocument } from "./static-document.ts";

/**
 * The place in a template that wrote a field of a rendered object: its key, else the start of the object, else of the
 * file. Of a chart whose files are not in the tree, where it is declared.
 * @param pointer JSON pointer into the object; an apiVersion stands at its value, as templates are told
 */
export function renderedPlace(
  { chart }: ChartUnit,
  object: RenderedObject,
  pointer: string = "",
): Location {
  const { template, dependency } = sourceTemplate(chart, object.source);
  if (template === undefined) return dependency?.at ?? chart.nameAt;
  const document = staticDocument(template, object);
  if (document === undefined) return template.locate(0, 0);
  const found = fieldKey(document.text, pointerSteps(object.pointer + pointer));
  if (found === undefined || pointer === "" || pointer === "/apiVersion")
    return startOfDocument(template, document);
  return template.locate(document.start + found.start, document.start + found.end);
}

/** Its apiVersion, else its first letter. */
function startOfDocument(template: Template, { start, text, at }: TemplateDocument): Location {
  if (at.end > at.start) return template.locate(at.start, at.end);
  const first = start + Math.max(text.search(/^[ ]*[^\s#-]/mu), 0);
  return template.locate(first, first);
}

/** A place that Helm names itself. */
export function sourcePlace(
  { chart }: ChartUnit,
  {
    source,
    line,
    column = 1,
  }: { readonly source: string; readonly line: number; readonly column?: number },
): Location {
  const { template, dependency } = sourceTemplate(chart, source);
  if (template === undefined) return dependency?.at ?? chart.nameAt;
  const lines = template.text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const offset = Math.min(start + column - 1, start + (lines[line - 1] ?? "").length);
  const inside = Math.min(offset, template.text.length);
  return template.locate(inside, inside);
}
