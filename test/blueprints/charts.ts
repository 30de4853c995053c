import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { load } from "js-yaml";

const root = path.resolve(import.meta.dirname, "../..");

/** A value of YAML or JSON that is a map. */
export type Fields = { readonly [key: string]: unknown };

export interface Chart {
  /** The folder's name, which is the Blueprint's without bp-. */
  readonly name: string;
  readonly folder: string;
}

/** Every Blueprint of this repository that has a chart. */
export const all: readonly Chart[] = ["platform", "products"].flatMap((group) =>
  readdirSync(path.join(root, group))
    .filter((name) => existsSync(path.join(root, group, name, "chart", "Chart.yaml")))
    .map((name) => ({ name, folder: path.join(root, group, name) })),
);

/** Those that are ours to the last template. */
export const charts: readonly Chart[] = all.filter((chart) => !isUmbrella(chart));

/** Those around a chart of others, which is not in this repository. */
export const umbrellas: readonly Chart[] = all.filter(isUmbrella);

function isUmbrella(chart: Chart): boolean {
  const annotations = at(readFields(chart, "chart/Chart.yaml"), "annotations");
  return at(annotations, "catalyst.openova.io/no-upstream") !== "true";
}

export function readText(chart: Chart, file: string): string {
  return readFileSync(path.join(chart.folder, file), "utf8");
}

export function readFields(chart: Chart, file: string): Fields {
  return asFields(load(readText(chart, file)));
}

export function asFields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return value as Fields;
}

/** The value at a path of keys, or undefined. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => asFields(inner)[key], value);
}

export function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

/** The names of the unpacked charts in chart/charts. */
export function subcharts(chart: Chart): readonly string[] {
  const folder = path.join(chart.folder, "chart", "charts");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The values of the chart, with those of its subcharts under their names, as Helm reads them. */
export function valuesOf(chart: Chart): Fields {
  const own = readFields(chart, "chart/values.yaml");
  const below = subcharts(chart)
    .filter((name) => existsSync(path.join(chart.folder, "chart/charts", name, "values.yaml")))
    .map((name) => [
      name,
      { ...readFields(chart, `chart/charts/${name}/values.yaml`), ...asFields(own[name]) },
    ]);
  return { ...own, ...Object.fromEntries(below) } as Fields;
}

/** Dotted paths of every `enabled` that is off by default. */
export function togglesOf(value: unknown, above: readonly string[] = []): readonly string[] {
  return Object.entries(asFields(value)).flatMap(([key, inner]) => {
    const here = [...above, key];
    return key === "enabled" && inner === false ? [here.join(".")] : togglesOf(inner, here);
  });
}

/** The kinds listed on the README's line that begins with the words. */
export function kindsNamed(chart: Chart, words: string): readonly string[] {
  const line = readText(chart, "README.md")
    .split("\n")
    .find((text) => text.startsWith(`${words}: `));
  if (line === undefined) throw new Error(`README.md of ${chart.name} has no line "${words}: …"`);
  return line.slice(words.length + 2).split(", ");
}
