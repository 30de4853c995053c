import type { Location } from "../../model/location.ts";
import type { Presence, Resource, Toggle } from "../../model/supply.ts";
import type { Provider } from "./catalogue.ts";

/** As `Certificate (cert-manager.io)` for a kind, `the Secret db-app in shop` for one object. */
export function tellResource({ group, kind, name, namespace }: Resource): string {
  if (name === "") return kind === "" ? `kinds of ${group}` : `${kind} (${group})`;
  return `the ${kind} ${name}${namespace === "" ? "" : ` in ${namespace}`}`;
}

/** As `file:line`. */
export function tellPlace({ file, line }: Pick<Location, "file" | "line">): string {
  return `${file}:${line}`;
}

/** What a provider does for the need, and where. */
export function tellProvider({ unit, at, because }: Provider): string {
  const how = because === "placed" ? "is installed there" : "brings it";
  return `${unit.name} ${how} (${tellPlace(at)})`;
}

/** As `serviceMonitor.enabled (values.yaml:3)`. */
export function tellToggle({ path, at }: Toggle): string {
  return `${path.join(".")}${at === undefined ? "" : ` (${tellPlace(at)})`}`;
}

/** The values that take the thing out of the render; undefined where none does. */
export function tellToggles({ toggles }: Presence): string | undefined {
  return toggles.length === 0 ? undefined : toggles.map(tellToggle).join(" or ");
}
