import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY } from "./peers.ts";

/** One of our own Blueprints, as its folder says. */
export interface OwnChart {
  readonly name: string;
  /** The folder of Chart.yaml. */
  readonly chart: string;
  readonly readme: string;
}

export function ownCharts(): OwnChart[] {
  return ["products", "platform"].flatMap((root) => {
    const folder = join(REPOSITORY, root);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .sort()
      .flatMap((name) => ownChart(join(folder, name), name));
  });
}

function ownChart(folder: string, name: string): OwnChart[] {
  const chart = join(folder, "chart");
  if (!existsSync(join(chart, "Chart.yaml"))) return [];
  const readme = join(folder, "README.md");
  return [{ name, chart, readme: existsSync(readme) ? readFileSync(readme, "utf8") : "" }];
}

/** A minor version of Kubernetes, `1.32`. */
export type Minor = `1.${number}`;

/** The oldest and the newest Kubernetes of the README's first line that names two of them. */
export function declaredRange(readme: string): readonly [Minor, Minor] | undefined {
  for (const line of readme.split("\n")) {
    if (!/kubernetes/i.test(line)) continue;
    const minors = [...line.matchAll(/\b1\.(\d{2})\b/g)].map((match) => Number(match[1]));
    if (minors.length >= 2) return [`1.${Math.min(...minors)}`, `1.${Math.max(...minors)}`];
  }
  return undefined;
}

/** The kinds of the README's line `Renders: Deployment, Service, …`. */
export function declaredKinds(readme: string): string[] {
  const line = /^\W*Renders:\W*(.+)$/m.exec(readme)?.[1] ?? "";
  return [...new Set(line.match(/\b[A-Z][A-Za-z]+\b/g))].sort();
}
