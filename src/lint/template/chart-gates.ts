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
interface ChartView {
  readonly values: ValuesView;
  readonly presence: Presence;
  /** From the outermost chart's in; undefined where they could not be read. */
  readonly layers: readonly Layer[] | undefined;
  readonly dependencies: readonly ChartDependency[];
}

interface Layer {
  /** The first that says something decides. */
  readonly roots: readonly (YamlNode | undefined)[];
  /** The key of its values in those of the chart around it; empty for the outermost. */
  readonly key: string;
}

const defaults = new WeakMap<Chart, ChartGates>();

/** What the objects of a chart's template depend on, under the default values. */
export function gatesOf(chart: Chart, template: Template): Gates {
  const gates = defaults.get(chart) ?? new ChartGates(chart);
  defaults.set(chart, gates);
  return gates.of(template);
}

/** Whether what stands at the offset is certainly in a render with default values. */
export function rendersByDefault(chart: Chart, template: Template, offset: number): boolean {
  return gatesOf(chart, template).at(offset).state === "always";
}

/** What the objects of a chart's templates, and of those of the charts in it, depend on. */
export class ChartGates {
  readonly #chart: Chart;
  readonly #given: YamlNode | undefined;
  readonly #gates = new Map<Template, Gates>();
  readonly #views = new Map<string, ChartView>();

  /** @param given values over the default ones, as a release has them */
  constructor(chart: Chart, given?: YamlNode) {
    this.#chart = chart;
    this.#given = given;
  }

  /** Worked out once. */
  of(template: Template): Gates {
    const made = this.#gates.get(template);
    if (made !== undefined) return made;
    const { values, presence } = this.#view(
      /^(?:charts\/[^/]+\/)*/u.exec(template.path)?.[0] ?? "",
    );
    const gates = new Gates(template.actions, values, presence);
    this.#gates.set(template, gates);
    return gates;
  }

  /** The view of the chart in the folder, as `charts/a/charts/b/`; of the outermost for none. */
  #view(folder: string): ChartView {
    const known = this.#views.get(folder);
    if (known !== undefined) return known;
    const own = /charts\/[^/]+\/$/u.exec(folder)?.index;
    const view =
      own === undefined
        ? outermost(this.#chart, this.#given)
        : inner(this.#chart, folder, this.#view(folder.slice(0, own)));
    this.#views.set(folder, view);
    return view;
  }
}

function outermost(
  { values, valuesFile, valuesText, metadata }: Chart,
  given: YamlNode | undefined,
): ChartView {
  const isRead = values !== undefined || valuesFile === undefined || saysNothing(valuesText);
  const layers = isRead ? [{ roots: [given, values?.root], key: "" }] : undefined;
  return { values: layered(layers), presence: always, layers, dependencies: metadata.dependencies };
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
  const key = dependency?.alias || subchart.name;
  const layer = { roots: [rootOf(subchart, chart.folder)], key };
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
  const placed = layers.flatMap(({ roots }, index) =>
    roots.map((root) => ({ root, prefix: keys.slice(index + 1) })),
  );
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
