import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { REPOSITORY } from "./peers.ts";

/** One of our own Blueprints, as its folder says. */
export interface OwnChart {
  readonly name: string;
  /** Below the repository, as `products/axon`. */
  readonly unit: string;
  /** The folder of Chart.yaml. */
  readonly chart: string;
  readonly readme: string;
}

/** Those that are ours to the last template: what they need is here. */
export function ownCharts(): OwnChart[] {
  return chartsOf(REPOSITORY).filter((chart) => !isUmbrella(chart));
}

/** Those around charts of others, in a copy of this repository that has them. */
export function umbrellas(workspace: string): OwnChart[] {
  return chartsOf(workspace).filter(isUmbrella);
}

function chartsOf(workspace: string): OwnChart[] {
  return ["products", "platform"].flatMap((root) => {
    const folder = join(workspace, root);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .sort()
      .flatMap((name) => chartIn(workspace, `${root}/${name}`));
  });
}

function chartIn(workspace: string, unit: string): OwnChart[] {
  const folder = join(workspace, unit);
  const chart = join(folder, "chart");
  if (!existsSync(join(chart, "Chart.yaml"))) return [];
  const readme = join(folder, "README.md");
  const text = existsSync(readme) ? readFileSync(readme, "utf8") : "";
  return [{ name: basename(unit), unit, chart, readme: text }];
}

function isUmbrella({ chart }: OwnChart): boolean {
  const text = readFileSync(join(chart, "Chart.yaml"), "utf8");
  return !text.includes('catalyst.openova.io/no-upstream: "true"');
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
