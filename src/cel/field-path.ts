import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";

const step = /^(?:\.([^.[\]']+)|\['((?:[^'\\]|\\.)*)'\])/su;

const escapes: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/**
 * The JSON pointer of a rule's `fieldPath`, from the rule's own place: fields and keys of maps alone, no items of lists.
 * Undefined where it is no such path, or the schema has no such field.
 */
export function fieldPointer(path: string, schema: Structural): string | undefined {
  let at: Structural | undefined = schema;
  let rest = path;
  let pointer = "";
  while (rest !== "") {
    const match: RegExpExecArray | null = step.exec(rest);
    const name =
      match?.[1] ?? match?.[2]?.replaceAll(/\\(.)/gsu, (_, one: string) => escapes[one] ?? one);
    if (match === null || name === undefined || at === undefined) return undefined;
    at = fieldOf(at, name);
    pointer += pointerTo("", name);
    rest = rest.slice(match[0].length);
  }
  return at === undefined || pointer === "" ? undefined : pointer;
}

function fieldOf(
  { properties, additionalProperties }: Structural,
  name: string,
): Structural | undefined {
  if (properties.size > 0) return properties.get(name);
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}
