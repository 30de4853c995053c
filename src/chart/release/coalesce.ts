import type { ChartDependency, ChartMetadata } from "../../model/chart.ts";
import { accepts } from "../resolution.ts";
import type { PackedChart } from "./packed-chart.ts";
import type { Table } from "./table.ts";
import { isTable, merge, tableAt, valueAt } from "./table.ts";

/** The charts inside, each under the name by which its parent's values call it. */
type Named = readonly (readonly [name: string, chart: PackedChart])[];

/** A chart as Helm keeps it with a release. */
export interface StoredChart {
  readonly metadata: ChartMetadata;
  readonly values: Table;
}

/**
 * What Helm makes of a chart before it renders it (helm pkg/chart/v2/util, ProcessDependencies): dependencies that are
 * off are gone; where some are on, the values hold those of the charts inside, and what is imported from them.
 */
export function storedChart(chart: PackedChart): StoredChart {
  const { metadata } = chart;
  const all = coalesce(chart, {}, namedOf(chart));
  const on = metadata.dependencies.filter((one) => isOn(one, all, ""));
  const dependencies = on.map((one) => ({ ...one, name: calledName(one), enabled: true }));
  const values = stored(chart, { all: {}, path: "" });
  return { metadata: { ...metadata, dependencies }, values };
}

/** What the outermost chart says of this one, and where. */
interface Above {
  readonly all: Table;
  readonly path: string;
}

function stored(chart: PackedChart, above: Above): Table {
  const { metadata } = chart;
  if (metadata.dependencies.length === 0) return chart.values;
  const all = above.path === "" ? coalesce(chart, {}, namedOf(chart)) : above.all;
  const on = metadata.dependencies.filter((one) => isOn(one, all, above.path));
  if (on.length === 0) return chart.values;
  const calledOn = new Set(on.map(calledName));
  const declared = new Set(metadata.dependencies.map(calledName));
  const named = namedOf(chart)
    .filter(([name]) => calledOn.has(name) || !declared.has(name))
    .map(([name, sub]): [string, PackedChart] => {
      const path = `${above.path}${name}.`;
      return [name, { ...sub, values: stored(sub, { all, path }) }];
    });
  const values = coalesce(chart, {}, named);
  return merge(values, imported(on, values));
}

/** As processDependencyTags and processDependencyConditions decide. */
function isOn({ condition, tags }: ChartDependency, all: Table, path: string): boolean {
  for (const one of condition.split(",")) {
    const found = one.trim() === "" ? undefined : valueAt(all, path + one.trim());
    if (typeof found === "boolean") return found;
  }
  const asked = valueAt(all, "tags");
  const said = new Set(tags.map((tag) => (isTable(asked) ? asked[tag] : undefined)));
  return said.has(true) || !said.has(false);
}

function calledName({ name, alias }: ChartDependency): string {
  return alias || name;
}

/** Those that nobody declares by their own names; a declared one as often as it is declared. */
function namedOf({ metadata, subcharts }: PackedChart): Named {
  const of = (dependency: ChartDependency): PackedChart | undefined =>
    subcharts.find(({ metadata: { name, version } }) => {
      return name === dependency.name && accepts(dependency, version);
    });
  const declared = metadata.dependencies.flatMap((dependency): Named => {
    const found = of(dependency);
    return found === undefined ? [] : [[calledName(dependency), found]];
  });
  const taken = new Set(declared.map(([, chart]) => chart));
  const others = subcharts.filter((one) => !taken.has(one));
  return [...declared, ...others.map((one) => [one.metadata.name, one] as const)];
}

/** The given values over the chart's, and so on into the charts inside (helm pkg/chart/common/util, coalesce). */
function coalesce(chart: PackedChart, given: Table, named: Named): Table {
  const own = merge(given, chart.values);
  const below: Record<string, unknown> = {};
  for (const [name, sub] of named) {
    const table = own[name];
    const global = { global: merge(tableOf(own["global"]), tableOf(tableOf(table)["global"])) };
    below[name] = coalesce(sub, merge(global, tableOf(table)), namedOf(sub));
  }
  return { ...own, ...below };
}

function tableOf(value: unknown): Table {
  return isTable(value) ? value : {};
}

/** What `import-values` lifts out of the charts inside. */
function imported(dependencies: readonly ChartDependency[], values: Table): Table {
  let lifted: Table = {};
  for (const dependency of dependencies)
    for (const one of dependency.importValues) {
      const { child, parent } = importOf(one);
      const found = valueAt(values, `${calledName(dependency)}.${child}`);
      if (isTable(found)) lifted = merge(lifted, tableAt(parent, found));
    }
  return lifted;
}

function importOf(given: unknown): { readonly child: string; readonly parent: string } {
  if (typeof given === "string") return { child: `exports.${given}`, parent: "" };
  const { child, parent } = tableOf(given);
  return { child: String(child), parent: String(parent) };
}
