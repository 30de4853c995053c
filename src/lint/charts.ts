import type { Chart, ChartDependency, VendoredChart } from "../model/chart.ts";
import type { Unit, Workspace } from "../model/workspace.ts";

/** A unit that has a chart. */
export type ChartUnit = Unit & { readonly chart: Chart };

export function withChart(units: readonly Unit[]): readonly ChartUnit[] {
  return units.filter((unit): unit is ChartUnit => unit.chart !== undefined);
}

export function chartNames({ units }: Workspace): ReadonlySet<string> {
  return new Set(withChart(units).map(({ chart }) => chart.metadata.name));
}

/** Whether the dependency's bytes come over the network, neither from the tree nor from another blueprint of it. */
export function isRemote(
  { name, repository }: ChartDependency,
  local: ReadonlySet<string>,
): boolean {
  if (repository === "" || repository.startsWith("file://")) return false;
  return !(repository.startsWith("oci://") && local.has(name));
}

/** A reason for "not run" that names the units, the first three of them. */
export function naming(reason: string, units: readonly Unit[]): string | undefined {
  if (units.length === 0) return undefined;
  const names = units.slice(0, 3).map((unit) => unit.name);
  const more = units.length > names.length ? ` and ${units.length - names.length} more` : "";
  return `${reason} ${names.join(", ")}${more}`;
}

/** Why rules that look into templates did not look at all of them. */
export function unreadTemplates(units: readonly Unit[]): string | undefined {
  const unread = withChart(units).filter(({ chart }) => chart.templates === undefined);
  return naming("the templates were not read of", unread);
}

/** The charts in charts/ into which nobody could look. */
export function unreadSubcharts({ vendored, subcharts = [] }: Chart): readonly VendoredChart[] {
  const read = new Set(subcharts.map(({ path }) => path));
  return vendored.filter(({ path }) => !read.has(path));
}
