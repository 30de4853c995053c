import type { FarRegistry } from "./registry-behind.ts";
import { cpuOfChildren } from "./registry-behind.ts";

/** What a run took, and what it cost whom; times in seconds, those of the processor apart. */
export interface Row {
  readonly name: string;
  readonly seconds: number;
  readonly requests: number;
  readonly cpu: number;
  readonly registry: number;
  readonly link: number;
}

export const heading = ["", "s", "requests", "CPU s", "registry's", "link's"] as const;

export function cells({ name, seconds, requests, cpu, registry, link }: Row): readonly string[] {
  const times = [cpu, registry, link].map((time) => time.toFixed(2));
  return [name, seconds.toFixed(2), String(requests), ...times];
}

/** Runs processes that work on a registry, or on none. */
export async function rowOf(
  name: string,
  far: Pick<FarRegistry, "cost"> | undefined,
  run: () => Promise<void>,
): Promise<Row> {
  const before = await far?.cost();
  const [began, start] = [cpuOfChildren(), performance.now()];
  await run();
  const seconds = (performance.now() - start) / 1000;
  const cpu = cpuOfChildren() - began;
  const after = await far?.cost();
  const grown = (what: "requests" | "registry" | "link"): number =>
    (after?.[what] ?? 0) - (before?.[what] ?? 0);
  const costs = { registry: grown("registry"), link: grown("link") };
  return { name, seconds, cpu, requests: grown("requests"), ...costs };
}
