import { isObject, member } from "../../model/json.ts";
import { byCodeUnit } from "../../model/order.ts";

/** Where two JSON values differ. */
export interface Change {
  /** JSON pointer (RFC 6901); empty where the values themselves are of two kinds. */
  readonly pointer: string;
  readonly kind: "added" | "removed" | "changed";
  /** Undefined where it is added. */
  readonly before?: unknown;
  /** Undefined where it is removed. */
  readonly after?: unknown;
}

/**
 * Every difference, the outermost alone: of a mapping that is new, not each of its keys. Lists whose items have names
 * (containers, ports, variables) are compared by these, others item by item where they are as long, else as a whole.
 */
export function changesBetween(before: unknown, after: unknown, pointer = ""): readonly Change[] {
  if (isObject(before) && isObject(after)) return inObjects(before, after, pointer);
  if (Array.isArray(before) && Array.isArray(after)) return inLists(before, after, pointer);
  if (Object.is(before, after)) return [];
  return [{ pointer, kind: "changed", before, after }];
}

function inObjects(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  pointer: string,
): readonly Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(byCodeUnit);
  return names.flatMap((name): readonly Change[] => {
    const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!Object.hasOwn(after, name))
      return [{ pointer: at, kind: "removed", before: before[name] }];
    if (!Object.hasOwn(before, name)) return [{ pointer: at, kind: "added", after: after[name] }];
    return changesBetween(before[name], after[name], at);
  });
}

function inLists(
  before: readonly unknown[],
  after: readonly unknown[],
  pointer: string,
): readonly Change[] {
  const [old, next] = [byName(before), byName(after)];
  if (old !== undefined && next !== undefined) return inObjects(old, next, pointer);
  if (before.length === after.length)
    return before.flatMap((item, at) => changesBetween(item, after[at], `${pointer}/${at}`));
  return [{ pointer, kind: "changed", before, after }];
}

/** Undefined where an item has no name, or two have one. */
function byName(items: readonly unknown[]): Readonly<Record<string, unknown>> | undefined {
  const named = items.map((item) => [member(item, "name"), item] as const);
  const names = new Set(named.map(([name]) => name));
  if (names.size !== items.length || named.some(([name]) => typeof name !== "string"))
    return undefined;
  return Object.fromEntries(named);
}
