import type { JsonObject } from "../../model/json.ts";
import { configSchema } from "../../schema/index.ts";
import type { ConfigSchema } from "../../schema/index.ts";
import type { ExistingApplication } from "./existing.ts";
import type { Installable } from "./installable.ts";
import { joinValues, mergeValues } from "./merge.ts";
import type { Wish } from "./wish.ts";

const schemas = new WeakMap<Installable, ConfigSchema>();

export function schemaOf(installable: Installable): ConfigSchema {
  const known = schemas.get(installable) ?? configSchema(installable.configSchema);
  schemas.set(installable, known);
  return known;
}

/** What decides over the configurations of a plan. */
export interface Settings {
  readonly wish: Wish;
  /** Of the blueprints that are installed, the application that stands for each. */
  readonly installed: ReadonlyMap<string, ExistingApplication>;
  /** What dependants hand on, by the blueprint that it goes to. */
  readonly handed: ReadonlyMap<string, JsonObject>;
}

/**
 * What is set for a blueprint, defaults apart: what an installed application has, what those that want it hand on, and
 * for the one that is wished for its overlay and the user's configuration.
 */
export function settingsOf(installable: Installable, settings: Settings): JsonObject {
  const { name } = installable;
  const { wish, installed, handed } = settings;
  const there = installed.get(name)?.values ?? {};
  const { values } = joinValues(there, handed.get(name) ?? {});
  if (name !== wish.blueprint) return values;
  return mergeValues(overlayOf(installable, wish), values, wish.config.values);
}

/** What conditions and templates read as `.config`. */
export function configOf(installable: Installable, settings: Settings): JsonObject {
  return mergeValues(schemaOf(installable).defaults, settingsOf(installable, settings));
}

/** What the chart gets: the defaults of the configuration, what every installation gets, and what is set. */
export function chartValues(installable: Installable, settings: Settings): JsonObject {
  const { defaults } = schemaOf(installable);
  return mergeValues(defaults, installable.values, settingsOf(installable, settings));
}

function overlayOf({ overlays }: Installable, { overlay }: Wish): JsonObject {
  return overlay === undefined ? {} : (overlays.get(overlay) ?? {});
}
