import type { Location } from "../../model/location.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, nodeAt, pair, pointerTo, scalarBoolean, scalarText } from "../../yaml/index.ts";
import { leavesOf } from "../leaves.ts";

/** A boolean that a thing of some name is switched by. */
export interface Switch {
  /** As `redis.enabled`. */
  readonly path: string;
  /** Whether it is on where nobody says otherwise; undefined where that is not written. */
  readonly on: boolean | undefined;
  /** Of what is written of it: the value or the default, else the key. */
  readonly at: Location;
}

/** The field of a configSchema that switches something of one of these names: `redis.enabled` or `redis`. */
export function configSwitch(
  schema: YamlNode | undefined,
  names: readonly string[],
): Switch | undefined {
  for (const { node, path } of leavesOf(schema)) {
    if (path.at(-1) !== "type" || scalarText(node) !== "boolean") continue;
    const field = fieldOf(path.slice(0, -1));
    if (field !== undefined && isSwitchOf(field, names)) return ofField(schema, field);
  }
  return undefined;
}

/** The field that `.config.a.b` reads. */
export function ofField(
  schema: YamlNode | undefined,
  field: readonly string[],
): Switch | undefined {
  const around = nodeAt(schema, pointerTo(...field.slice(0, -1).flatMap(belowProperty)));
  const property = pair(entry(around, "properties"), field.at(-1) ?? "");
  if (property === undefined) return undefined;
  const initial = entry(property.value, "default");
  const at = initial?.at ?? property.key.at;
  return { path: field.join("."), on: scalarBoolean(initial), at };
}

/** The value that switches something of one of these names: `redis.enabled` or `redis`, however deep. */
export function valueSwitch(
  values: YamlNode | undefined,
  names: readonly string[],
): Switch | undefined {
  const leaf = leavesOf(values).find(
    ({ node, path }) => scalarBoolean(node) !== undefined && isSwitchOf(path, names),
  );
  return leaf && { path: leaf.path.join("."), on: scalarBoolean(leaf.node), at: leaf.node.at };
}

function belowProperty(name: string): readonly string[] {
  return ["properties", name];
}

/** The names among `properties/a/properties/b`; undefined where anything else leads there. */
function fieldOf(path: readonly string[]): readonly string[] | undefined {
  const isField =
    path.length % 2 === 0 && path.every((step, at) => at % 2 === 1 || step === "properties");
  return isField ? path.filter((_, at) => at % 2 === 1) : undefined;
}

function isSwitchOf(path: readonly string[], names: readonly string[]): boolean {
  const named = path.at(-1) === "enabled" ? path.at(-2) : path.at(-1);
  return named !== undefined && names.some((name) => folded(name) === folded(named));
}

/** `cert-manager`, `certManager` and `cert_manager` are one. */
function folded(name: string): string {
  return name.replace(/[-_]/gu, "").toLowerCase();
}
