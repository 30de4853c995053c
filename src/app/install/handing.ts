import { canonicalName, waves } from "../../graph/index.ts";
import type { Digraph } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { JsonObject } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import type { Settings } from "./configuration.ts";
import { configOf } from "./configuration.ts";
import type { Installable, InstallDependency } from "./installable.ts";
import { activeDepends } from "./known-catalogue.ts";
import type { Disagreement } from "./merge.ts";
import { joinValues } from "./merge.ts";
import { fill } from "./value-template.ts";

/** A chosen blueprint as the application that it will be. */
export interface Identity {
  readonly name: string;
  readonly namespace: string;
}

/** What is wrong with what one blueprint hands on to another. */
export interface HandingFault {
  readonly from: Installable;
  readonly dependency: InstallDependency;
  /** As part of a sentence. */
  readonly message: string;
}

export interface Handed {
  /** By the blueprint that it goes to. */
  readonly values: ReadonlyMap<string, JsonObject>;
  readonly faults: readonly HandingFault[];
}

/** What each of the chosen hands on, dependants before what they want, each with the configuration that it gets itself. */
export function handOn(chosen: readonly Installable[], settings: Settings): Handed {
  const byName = new Map(chosen.map((one) => [one.name, one]));
  const { waves: placed } = waves(chosenGraph(chosen, settings));
  const values = new Map<string, JsonObject>();
  const faults: HandingFault[] = [];
  for (const name of placed.flat().reverse()) {
    const from = byName.get(name);
    if (from === undefined) continue;
    const config = configOf(from, { ...settings, handed: values });
    const application = applicationScope(from, settings);
    for (const dependency of activeDepends(from, config)) {
      const filled = fill(dependency.values, { application, config });
      const given = isObject(filled.value) ? filled.value : {};
      const joined = joinValues(values.get(dependency.name) ?? {}, given);
      values.set(dependency.name, joined.values);
      const told = [...filled.faults, ...joined.disagreements.map((one) => disagreement(one))];
      faults.push(...told.map((message) => ({ from, dependency, message })));
    }
  }
  return { values, faults };
}

/** The chosen and what they want of each other, as their conditions hold now. */
export function chosenGraph(chosen: readonly Installable[], settings: Settings): Digraph {
  const edges = chosen.flatMap((one) =>
    activeDepends(one, configOf(one, settings)).map(({ name }) => ({ from: one.name, to: name })),
  );
  return { nodes: chosen.map(({ name }) => ({ name })), edges };
}

export function identityOf(
  blueprint: string,
  { wish, installed }: Pick<Settings, "wish" | "installed">,
): Identity {
  const there = installed.get(blueprint);
  if (there !== undefined) return there;
  const own = foldName(blueprint);
  const name = blueprint === wish.blueprint ? (wish.name ?? own) : own;
  return { name, namespace: wish.namespace ?? name };
}

function applicationScope(
  { name: blueprint, version }: Installable,
  settings: Settings,
): JsonObject {
  const { name, namespace } = identityOf(blueprint, settings);
  return { name, namespace, blueprint: canonicalName(blueprint), version };
}

function disagreement({ path, values: [one, other] }: Disagreement): string {
  return `${path.join(".")} is ${JSON.stringify(one)} by another, and ${JSON.stringify(other)} here`;
}
