/** Values as JSON has them. */
export type Table = Readonly<Record<string, unknown>>;

export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Both tables, the first one's values over the second one's (helm pkg/chart/common/util, MergeTables). */
export function merge(over: Table, under: Table): Table {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = under[key];
    define(merged, key, isTable(value) && isTable(below) ? merge(value, below) : value);
  }
  return merged;
}

/** The value at a dotted path, undefined where there is none. */
export function valueAt(table: Table, path: string): unknown {
  let found: unknown = table;
  for (const step of path.split(".").filter((one) => one !== "" && one !== "$")) {
    if (!isTable(found) || !Object.hasOwn(found, step)) return undefined;
    found = found[step];
  }
  return found;
}

/** A table that holds the value at the dotted path. */
export function tableAt(path: string, value: Table): Table {
  const steps = path.split(".").filter((one) => one !== "" && one !== "$");
  return steps.reduceRight<Table>((below, step) => ({ [step]: below }), value);
}

function define(table: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(table, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
