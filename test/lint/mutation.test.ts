import { existsSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { rules } from "../../src/lint/index.ts";
import type { Rule } from "../../src/lint/index.ts";
import type { Case } from "./collected.ts";
import { casesOf } from "./collected.ts";
import { mutants, mutated } from "./mutant.ts";

/** Each rule's own test, in this process: it passes with the rule, and fails with each mutant of it. */
test.each(rules.map((rule) => [`${rule.id.toLowerCase()}-${rule.name}`, rule] as const))(
  "%s: its test tells a broken rule from a whole one",
  { timeout: 300_000 },
  async (name, rule) => {
    const file = join(import.meta.dirname, `rules/${name}.test.ts`);
    expect(existsSync(file), `there is no test rules/${name}.test.ts`).toBe(true);
    const cases = await casesOf(file);
    expect(cases.length).toBeGreaterThan(0);
    const { failure, offered } = await watched(rule, cases);
    expect(failure, "the test fails by itself").toBe(undefined);
    const survivors: string[] = [];
    for (const [mutant, mutate] of mutantsFor(rule))
      if ((await mutated(rule, mutate, () => firstFailure(cases))) === undefined)
        survivors.push(mutant);
    expect(survivors, "mutants that the test lets live").toEqual([]);
    expect(offered, "a rule says that it has fixes where it offers one, and nowhere else").toBe(
      rule.fixes !== undefined,
    );
  },
);

/** A rule that waits for input which nothing brings yet fires nowhere: it can be broken in one way alone. */
function mutantsFor(rule: Rule): Iterable<[string, (check: Rule["check"]) => Rule["check"]]> {
  const fires = /\byield\b/u.test(String({ ...rule }["check"]));
  return [...mutants].filter(([name]) => fires || name === "always fires");
}

/** The case that fails first, with the whole rule, and whether the rule ever offered a fix. */
async function watched(
  rule: Rule,
  cases: readonly Case[],
): Promise<{ failure: string | undefined; offered: boolean }> {
  let offered = false;
  const failure = await mutated(
    rule,
    (check) =>
      function* watch(input) {
        for (const complaint of check(input)) {
          offered ||= complaint.fix !== undefined;
          yield complaint;
        }
      },
    () => firstFailure(cases),
  );
  return { failure, offered };
}

async function firstFailure(cases: readonly Case[]): Promise<string | undefined> {
  for (const one of cases) {
    try {
      await one.run();
    } catch (error) {
      return `${one.name}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return undefined;
}
