import type { Complaint, Rule, RuleInput } from "../../src/lint/index.ts";
import type { Location } from "../../src/model/location.ts";
import { startOf } from "../../src/model/location.ts";
import type { Unit } from "../../src/model/workspace.ts";

type Check = Rule["check"];

/** What could be wrong with a rule, made of the rule itself. */
export const mutants: ReadonlyMap<string, (check: Check) => Check> = new Map<
  string,
  (check: Check) => Check
>([
  ["never fires", () => () => []],
  ["always fires", (check) => (input) => [...check(input), ...everywhere(input)]],
  [
    "fires on the wrong node",
    (check) => (input) =>
      [...check(input)].map((complaint) => ({
        ...complaint,
        at: elsewhere(complaint.at),
        pointer: "",
      })),
  ],
]);

/** One complaint at the start of every unit. */
function everywhere({ units }: RuleInput): readonly Complaint[] {
  const places: readonly (Unit | undefined)[] = units.length === 0 ? [undefined] : units;
  return places.map((unit) => ({
    at: startOf(unit?.manifest?.file ?? unit?.chart?.nameAt.file ?? "bp.config.yaml"),
    message: "a mutant",
    ...(unit === undefined ? {} : { unit }),
  }));
}

/** The root of the document; for what stood there, the line below. */
function elsewhere({ file, line, column }: Location): Location {
  const root = startOf(file);
  return line === 1 && column === 1 ? { ...root, line: 2, endLine: 2 } : root;
}

/** Runs an action while a rule checks otherwise. */
export async function mutated<T>(
  rule: Rule,
  mutate: (check: Check) => Check,
  action: () => Promise<T>,
): Promise<T> {
  const whole = { ...rule };
  Object.assign(rule, { check: mutate((input) => whole.check(input)) });
  try {
    return await action();
  } finally {
    Object.assign(rule, whole);
  }
}
