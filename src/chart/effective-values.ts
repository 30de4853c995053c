import type { MappingNode, MappingPair, YamlNode } from "../model/yaml-node.ts";
import { entry } from "../yaml/index.ts";
import type { EmbeddedChart } from "./plan.ts";

/** The values that one use of a chart gets: its own defaults with those of the charts around it laid over. */
export interface EffectiveValues {
  /** Below the package's top folder, as `charts/x`; empty for the top chart. */
  readonly path: string;
  /** Without those for charts inside it. */
  readonly root: YamlNode | undefined;
  /** The keys that a key of these has in the top chart's values, as `x.y.`; empty for the top chart itself. */
  readonly prefix: string;
}

export type ChartInPackage = Pick<EmbeddedChart, "path" | "dependencies">;

/**
 * What Helm gives each chart of a package by default (pkg/chart/common/util/coalesce.go): a chart that is embedded under
 * several aliases gets values for each.
 * @param own the root of each chart's values.yaml, by path
 */
export function effectiveValues(
  charts: readonly ChartInPackage[],
  own: ReadonlyMap<string, YamlNode | undefined>,
): readonly EffectiveValues[] {
  const byPath = new Map(charts.map((chart) => [chart.path, chart]));
  return [...below({ path: "", root: own.get(""), prefix: "" }, byPath, own)];
}

function* below(
  { path, root, prefix }: EffectiveValues,
  charts: ReadonlyMap<string, ChartInPackage>,
  own: ReadonlyMap<string, YamlNode | undefined>,
): Generator<EffectiveValues> {
  const taken = new Set<string>();
  const inside: EffectiveValues[] = [];
  const uses = charts.get(path)?.dependencies ?? [];
  for (const { name, alias } of [...uses, ...undeclared(path, charts)]) {
    const key = alias === "" ? name : alias;
    const chart = `${path === "" ? "" : `${path}/`}charts/${name}`;
    if (!charts.has(chart) || taken.has(key)) continue;
    taken.add(key);
    const values = merged(own.get(chart), entry(root, key));
    inside.push({ path: chart, root: values, prefix: `${prefix}${key}.` });
  }
  yield { path, root: without(root, taken), prefix };
  for (const one of inside) yield* below(one, charts, own);
}

/** Charts that lie in charts/ without being declared are used too. */
function undeclared(
  path: string,
  charts: ReadonlyMap<string, ChartInPackage>,
): readonly { readonly name: string; readonly alias: string }[] {
  const folder = path === "" ? "charts/" : `${path}/charts/`;
  const declared = new Set((charts.get(path)?.dependencies ?? []).map(({ name }) => name));
  return [...charts.keys()].flatMap((other) => {
    const name = other.startsWith(folder) ? other.slice(folder.length) : "";
    return name === "" || name.includes("/") || declared.has(name) ? [] : [{ name, alias: "" }];
  });
}

/** Mappings go into each other, null takes away, all else takes the place. */
function merged(base: YamlNode | undefined, over: YamlNode | undefined): YamlNode | undefined {
  if (over === undefined) return base;
  if (base?.kind !== "mapping" || over.kind !== "mapping") return over;
  const pairs = new Map<string, MappingPair>(base.pairs.map((pair) => [pair.name, pair]));
  for (const pair of over.pairs) {
    const { name, value } = pair;
    const isNull = value.kind === "scalar" && value.value === null;
    if (isNull) pairs.delete(name);
    else pairs.set(name, { ...pair, value: merged(pairs.get(name)?.value, value) ?? value });
  }
  return { ...base, pairs: [...pairs.values()] } satisfies MappingNode;
}

function without(root: YamlNode | undefined, keys: ReadonlySet<string>): YamlNode | undefined {
  if (root?.kind !== "mapping" || keys.size === 0) return root;
  return { ...root, pairs: root.pairs.filter(({ name }) => !keys.has(name)) };
}
