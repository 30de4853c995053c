import { celName, plainName } from "./names.ts";
import type { Shape } from "./shape.ts";
import type { CelObject, Value } from "./value.ts";

/** An object of a schema. A field is converted when a rule first looks at it. */
export function objectValue(
  json: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, Shape>,
): CelObject {
  const converted = new Map<string, Value>();
  const present = Object.keys(json);
  return {
    kind: "object",
    json,
    unseen: Object.fromEntries(Object.entries(json).filter(([name]) => !fields.has(name))),
    names: () => present.flatMap((name) => (fields.has(name) ? [celName(name) ?? name] : [])),
    find(celled) {
      const name = plainName(celled);
      const shape = fields.get(name);
      // A field that is null is absent to a rule, as the API server has it.
      if (shape === undefined || !Object.hasOwn(json, name) || json[name] === null)
        return undefined;
      const found = converted.get(name);
      if (found !== undefined) return found;
      const made = shape.convert(json[name]);
      converted.set(name, made);
      return made;
    },
  };
}
