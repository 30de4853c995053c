import type { Digraph } from "../../graph/index.ts";
import { waves } from "../../graph/index.ts";
import type { JsonObject } from "../../model/json.ts";
import { isSame } from "../../model/json.ts";
import type { Settings } from "./configuration.ts";
import { chartValues, settingsOf } from "./configuration.ts";
import { configOf } from "./configuration.ts";
import { identityOf } from "./handing.ts";
import type { Installable } from "./installable.ts";
import { activeDepends } from "./known-catalogue.ts";
import { mergeValues } from "./merge.ts";
import type { PlannedApplication } from "./plan.ts";

/** The applications of a graph of chosen blueprints that has no circle, in the order of installation. */
export function applicationsOf(
  chosen: readonly Installable[],
  graph: Digraph,
  settings: Settings,
): readonly PlannedApplication[] {
  const byName = new Map(chosen.map((one) => [one.name, one]));
  return waves(graph).waves.flatMap((names, wave) =>
    names.flatMap((name) => {
      const installable = byName.get(name);
      if (installable === undefined) return [];
      return [{ ...applicationOf(installable, settings), wave, ...linksOf(name, graph, settings) }];
    }),
  );
}

function linksOf(
  name: string,
  { edges }: Digraph,
  settings: Settings,
): Pick<PlannedApplication, "dependsOn" | "wantedBy"> {
  const named = (blueprints: readonly string[]): readonly string[] =>
    [...new Set(blueprints.map((one) => identityOf(one, settings).name))].toSorted();
  return {
    dependsOn: named(edges.filter(({ from }) => from === name).map(({ to }) => to)),
    wantedBy: named(edges.filter(({ to }) => to === name).map(({ from }) => from)),
  };
}

function applicationOf(
  installable: Installable,
  settings: Settings,
): Omit<PlannedApplication, "wave" | "dependsOn" | "wantedBy"> {
  const { name: blueprint, version, chart, digest } = installable;
  const { name, namespace } = identityOf(blueprint, settings);
  const there = settings.installed.get(blueprint);
  const values = valuesOf(installable, settings);
  const isKept = there?.version === version && isSame(values, there.values);
  return {
    name,
    namespace,
    action: there === undefined ? "create" : isKept ? "reuse" : "change",
    blueprint,
    version,
    from: there?.version ?? null,
    chart,
    digest: digest ?? null,
    values,
  };
}

/** An application that is there keeps what it has and gets what is new; a new one gets everything. */
function valuesOf(installable: Installable, settings: Settings): JsonObject {
  const isThere = settings.installed.has(installable.name);
  if (isThere) return settingsOf(installable, settings);
  return mergeValues(chartValues(installable, settings), reached(installable, settings));
}

/** What the chart reads as `.Values.dependencies.<alias>`. */
function reached(installable: Installable, settings: Settings): JsonObject {
  const depends = activeDepends(installable, configOf(installable, settings));
  const entries = depends.flatMap(({ alias, name }) => {
    if (alias === undefined) return [];
    return [[alias, { ...pick(identityOf(name, settings)), blueprint: name }] as const];
  });
  return entries.length === 0 ? {} : { dependencies: Object.fromEntries(entries) };
}

function pick({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace: string;
}): JsonObject {
  return { name, namespace };
}
