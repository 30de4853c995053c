import { supplyOf } from "../../../src/lint/index.ts";
import type { Mention, Supply } from "../../../src/model/supply.ts";
import { chart } from "../charts.ts";
import type { Files } from "../support.ts";
import { load } from "../support.ts";

/** What the first unit of these files provides and consumes. */
export async function supplied(files: Files): Promise<Supply> {
  const { units } = await load(files);
  const [unit] = units;
  if (unit === undefined) throw new Error("no unit");
  return supplyOf(unit);
}

/** What a chart with these files does. */
export function suppliedBy(below: Files, more?: string): Promise<Supply> {
  return supplied(chart("a", below, more));
}

/** As `Certificate@cert-manager.io always 3:1`, or `Secret db-app in x off(a.b) 3:1`. */
export function told({ resource, at, presence }: Mention): string {
  const { group, kind, name, namespace } = resource;
  const what = name === "" ? `${kind}@${group}` : `${kind} ${name}`;
  const where = namespace === "" ? "" : ` in ${namespace}`;
  const toggles = presence.toggles.map(({ path }) => path.join(".")).join(" ");
  const state = toggles === "" ? presence.state : `${presence.state}(${toggles})`;
  return `${what}${where} ${state} ${at.line}:${at.column}`;
}
