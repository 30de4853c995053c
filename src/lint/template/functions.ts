import { compareVersions } from "../../model/version.ts";
import { functionTable } from "./function-table.ts";

const [oldest = ""] = Object.keys(functionTable);

const since: ReadonlyMap<string, string> = new Map(
  Object.entries(functionTable).flatMap(([helm, names]) =>
    names
      .trim()
      .split(/\s+/u)
      .map((name) => [name, helm] as const),
  ),
);

/** The names of all functions that some Helm knows. */
export const helmFunctions: readonly string[] = [...since.keys()];

/** The first Helm that knows the function, undefined where none does. */
export function knownSince(name: string): string | undefined {
  return since.get(name);
}

/** Whether templates of that Helm can call the function; a Helm before the oldest looked at is taken for that. */
export function isKnownTo(name: string, helm: string): boolean {
  const first = since.get(name);
  return first !== undefined && (first === oldest || compareVersions(first, helm) <= 0);
}
