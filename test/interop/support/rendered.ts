import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { load, loadAll } from "js-yaml";

import type { OwnChart } from "./charts.ts";

/** One object of a rendering, as text and by what names it. */
export interface RenderedObject {
  readonly text: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** The objects of `helm template`'s output; documents that hold only comments are none. */
export function objectsOf(rendered: string): RenderedObject[] {
  return rendered.split(/^---.*$/m).flatMap((text) => {
    const [read] = loadAll(text) as (Partial<RenderedObject> & { metadata?: { name?: string } })[];
    if (!read || typeof read !== "object") return [];
    const { apiVersion = "", kind = "", metadata } = read;
    return [{ text, apiVersion, kind, name: metadata?.name ?? "" }];
  });
}

/** `--set` arguments that turn on every toggle that the values of the chart and its subcharts have off. */
export function everyToggleOn(chart: OwnChart): string[] {
  return offToggles(chart.chart, []).flatMap((path) => ["--set", `${path}=true`]);
}

function offToggles(folder: string, prefix: readonly string[]): string[] {
  const values = load(readFileSync(join(folder, "values.yaml"), "utf8"));
  const own = [...walk(values, prefix)];
  return own.concat(subcharts(folder).flatMap((name) => subchartToggles(folder, prefix, name)));
}

function subchartToggles(folder: string, prefix: readonly string[], name: string): string[] {
  const below = join(folder, "charts", name);
  if (!readdirSync(below).includes("values.yaml")) return [];
  return offToggles(below, [...prefix, name]);
}

function subcharts(folder: string): string[] {
  if (!readdirSync(folder).includes("charts")) return [];
  const inside = readdirSync(join(folder, "charts"), { withFileTypes: true });
  // What is packed belongs to others.
  return inside.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function* walk(value: unknown, path: readonly string[]): Generator<string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [key, below] of Object.entries(value)) {
    if (key === "enabled" && below === false) yield [...path, key].join(".");
    else yield* walk(below, [...path, key]);
  }
}
