import type { Chart, ChartText } from "../../model/chart.ts";
import type { Location } from "../../model/location.ts";
import { LineTable } from "../../yaml/index.ts";
import type { Action } from "./actions.ts";
import { actionsOf } from "./actions.ts";
import type { TemplateDocument } from "./documents.ts";
import { documentsOf } from "./documents.ts";

/** A template read without rendering. */
export interface Template {
  readonly path: string;
  /** Relative to the workspace root. */
  readonly file: string;
  readonly text: string;
  /** The text with every action blanked, all offsets kept. */
  readonly blanked: string;
  readonly actions: readonly Action[];
  /** Of manifests alone: neither of `_*` and `*.tpl` nor of NOTES.txt. */
  readonly documents: readonly TemplateDocument[];
  readonly locate: (start: number, end: number) => Location;
}

/** What stands for an action's characters: in no YAML name, value or comment. */
const blank = "\uE000";

const known = new WeakMap<ChartText, Template>();

/** The chart's templates, each read once; undefined where the loader did not bring them. */
export function templatesOf({ folder, templates }: Chart): readonly Template[] | undefined {
  return templates?.map((one) => {
    const template = known.get(one) ?? read(one, folder);
    known.set(one, template);
    return template;
  });
}

/** YAML that is applied as it is, read as a template without actions. */
export function plainText(one: ChartText, folder: string): Template {
  const template = known.get(one) ?? whole(one, folder, []);
  known.set(one, template);
  return template;
}

/** The chart's own templates, without those of the charts in charts/. */
export function ownTemplates(chart: Chart): readonly Template[] {
  return (templatesOf(chart) ?? []).filter(({ path }) => path.startsWith("templates/"));
}

/** Every object that the chart's own templates write. */
export function ownDocuments(
  chart: Chart,
): readonly { readonly template: Template; readonly document: TemplateDocument }[] {
  return ownTemplates(chart).flatMap((template) =>
    template.documents.map((document) => ({ template, document })),
  );
}

function read(one: ChartText, folder: string): Template {
  return whole(one, folder, actionsOf(one.text));
}

function whole({ path, text }: ChartText, folder: string, actions: readonly Action[]): Template {
  const blanked = blankOut(text, actions);
  const file = `${folder}/${path}`;
  let lines: LineTable | undefined;
  return {
    path,
    file,
    text,
    blanked,
    actions,
    documents: isManifest(path) ? documentsOf(blanked) : [],
    locate: (start, end) => (lines ??= new LineTable(text, file)).locate(start, end),
  };
}

function isManifest(path: string): boolean {
  return /\.(?:ya?ml|json)$/u.test(path) && !path.slice(path.lastIndexOf("/") + 1).startsWith("_");
}

/** Line ends stay, so that lines are the same. */
function blankOut(text: string, actions: readonly Action[]): string {
  let result = "";
  let position = 0;
  for (const { start, end } of actions) {
    const action = text.slice(start, end);
    const inside = action.replaceAll(/[^\r\n]/gu, ({ length }) => blank.repeat(length));
    result += text.slice(position, start) + inside;
    position = end;
  }
  return result + text.slice(position);
}
