import type { Chart, ChartDependency, Subchart } from "../../model/chart.ts";
import type { Presence } from "../../model/supply.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { parseYaml, scalarBoolean } from "../../yaml/index.ts";
import type { Answer } from "./answer.ts";
import { isTrue, known, unknown } from "./answer.ts";
import { Gates, always, within } from "./gate.ts";
import type { Template } from "./template.ts";
import { ValuesView } from "./values-view.ts";

/** A chart among those of a package: its values, and whether it is installed at all. */
export interface ChartView {
  readonly values: ValuesView;
  readonly presence: Presence;
  /** From the outermost chart's in; undefined where they could not be read. */
  readonly layers: readonly Layer[] | undefined;
  readonly dependencies: readonly ChartDependency[];
}

interface Layer {
  readonly root: YamlNode | undefined;
  /** The key of its values in those of the chart around it; empty for the outermost. */
  readonly key: string;
}

const gates = new WeakMap<Template, Gates>();
const views = new WeakMap<Chart, Map<string, ChartView>>();

/** What the objects of a chart's template depend on. */
export function gatesOf(chart: Chart, template: Template): Gates {
  const made = gates.get(template);
  if (made !== undefined) return made;
  const { values, presence } = viewOf(chart, template.path);
  const fresh = new Gates(template.actions, values, presence);
  gates.set(template, fresh);
  return fresh;
}

/** Whether what stands at the offset is certainly in a render with default values. */
export function rendersByDefault(chart: Chart, template: Template, offset: number): boolean {
  return gatesOf(chart, template).at(offset).state === "always";
}

/** The view of the innermost chart that holds the path. */
export function viewOf(chart: Chart, path: string): ChartView {
  const known = views.get(chart) ?? new Map<string, ChartView>();
  views.set(chart, known);
  const folder = /^(?:charts\/[^/]+\/)*/u.exec(path)?.[0] ?? "";
  const view = known.get(folder) ?? makeView(chart, folder);
  known.set(folder, view);
  return view;
}

/** The outermost chart, or one inside another. */
function makeView(chart: Chart, folder: string): ChartView {
  const own = /charts\/[^/]+\/$/u.exec(folder)?.index;
  return own === undefined
    ? outermost(chart)
    : inner(chart, folder, viewOf(chart, folder.slice(0, own)));
}

function outermost({ values, valuesFile, valuesText, metadata }: Chart): ChartView {
  const isRead = values !== undefined || valuesFile === undefined || saysNothing(valuesText);
  return {
    values: new ValuesView(isRead ? [{ root: values?.root, prefix: [] }] : undefined),
    presence: always,
    layers: isRead ? [{ root: values?.root, key: "" }] : undefined,
    dependencies: metadata.dependencies,
  };
}

/** Comments at most: no document, and no fault either. */
function saysNothing(text: string | undefined): boolean {
  return text?.split("\n").every((line) => /^\s*(?:#|$)/u.test(line)) === true;
}

function inner(chart: Chart, folder: string, around: ChartView): ChartView {
  const path = folder.slice(0, -1);
  const subchart = chart.subcharts?.find((one) => one.path === path);
  if (subchart === undefined)
    return { ...around, ...unread, presence: within(around.presence, unknown) };
  const dependency = around.dependencies.find(({ name }) => name === subchart.name);
  const layer = { root: rootOf(subchart, chart.folder), key: dependency?.alias || subchart.name };
  const layers = around.layers && [...around.layers, layer];
  return {
    values: layered(layers),
    presence: presenceOf(around, subchart, dependency),
    layers,
    dependencies: subchart.dependencies,
  };
}

const unread = { values: new ValuesView(undefined), layers: undefined, dependencies: [] };

function rootOf({ path, values }: Subchart, folder: string): YamlNode | undefined {
  if (values === undefined) return undefined;
  return parseYaml(values, `${folder}/${path}/values.yaml`).documents[0]?.root;
}

function layered(layers: readonly Layer[] | undefined): ValuesView {
  if (layers === undefined) return new ValuesView(undefined);
  const keys = layers.map(({ key }) => key);
  const placed = layers.map(({ root }, index) => ({ root, prefix: keys.slice(index + 1) }));
  return new ValuesView(placed, keys.slice(1));
}

/** Helm, "Tags and Condition fields": the first condition that is set decides, else the tags. */
function presenceOf(
  { values, presence }: ChartView,
  subchart: Subchart,
  dependency: ChartDependency | undefined,
): Presence {
  if (subchart.isLibrary) return within(presence, unknown);
  if (dependency === undefined) return presence;
  const conditions = dependency.condition.split(",").map((path) => path.trim().split("."));
  const decided = conditions.map((path) => values.at(path)).find(isSet);
  return within(presence, decided ?? taggedOf(dependency, values));
}

function taggedOf({ tags }: ChartDependency, values: ValuesView): Answer {
  const set = tags.map((tag) => values.at(["tags", tag])).filter(isSet);
  const on = set.find((one) => one.state === "known" && isTrue(one.value));
  return on ?? set[0] ?? known(true);
}

function isSet(answer: Answer): boolean {
  if (answer.state !== "known") return true;
  const { value } = answer;
  return typeof value === "object" && value !== null && scalarBoolean(value) !== undefined;
}
