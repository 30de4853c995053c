import { describe, expect, test } from "vitest";

import type { KubernetesMinor } from "../../src/cel/index.ts";
import type { Group, Outcome } from "./cases/case.ts";
import { documented } from "./cases/documented.ts";
import { language } from "./cases/language.ts";
import { faultsOf, ruleOf } from "./support.ts";

function outcome(schema: string, rule: string, value: unknown): Outcome {
  if (rule === "") return "refused";
  const compiled = ruleOf(schema, rule);
  if (faultsOf(compiled).length > 0) return "refused";
  return compiled.evaluate(value)?.holds === true ? "holds" : "fails";
}

interface Row {
  readonly title: string;
  readonly rule: string;
  readonly wanted: Outcome;
  readonly schema: string;
  readonly value: unknown;
}

function rows(groups: readonly Group[]): readonly Row[] {
  return groups.flatMap(({ title, schema, value: usual, cases }) =>
    cases.map(([rule, wanted, value = usual]) => ({ title, rule, wanted, schema, value })),
  );
}

describe("Kubernetes' documented examples", () => {
  test.each(rows(documented))("$title: $rule $wanted", ({ schema, rule, value, wanted }) => {
    expect(outcome(schema, rule, value)).toBe(wanted);
  });
});

describe("the language as an API server has it", () => {
  test.each(rows(language))("$title: $rule $wanted", ({ schema, rule, value, wanted }) => {
    expect(outcome(schema, rule, value)).toBe(wanted);
  });
});

const gated: readonly (readonly [string, KubernetesMinor])[] = [
  ["isIP('::1')", 30],
  ["isCIDR('::1/128')", 30],
  ["!format.date().validate('2024-01-01').hasValue()", 31],
  ["[1].all(i, v, v == 1)", 32],
  ["[1].transformList(i, v, v) == [1]", 32],
  ["semver('1.2.3').isLessThan(semver('1.10.0')) && semver('v1.2', true).minor() == 2", 33],
  ["isSemver('1.2.3-a') && semver('1.2.3-2').compareTo(semver('1.2.3-10')) == -1", 33],
  ["[1, 2].first().value() == 1 && [1].last().value() == 1", 33],
  ["[3, 1, 2].sort() == [1, 2, 3] && [1, 2, 3].slice(1, 2) == [2]", 34],
  ["[1, 1].distinct() == [1] && [[1], [2]].flatten() == [1, 2] && [1, 2].reverse() == [2, 1]", 34],
  ["lists.range(3) == [0, 1, 2] && ['bb', 'a'].sortBy(s, s.size()) == ['a', 'bb']", 34],
  ["[1].existsOne(x, x == 1)", 34],
];

describe("a function of a later Kubernetes", () => {
  const schema = "{type: object, properties: {x: {type: string}}}";

  test.each(gated)("%s came with 1.%i", (rule, since) => {
    expect(ruleOf(schema, rule).evaluate({ x: "" })?.holds).toBe(true);
    expect(faultsOf(ruleOf(schema, rule, {}, { kubernetes: since }))).toEqual([]);
    if (since === 29) return;
    const before = { kubernetes: (since - 1) as KubernetesMinor };
    expect(faultsOf(ruleOf(schema, rule, {}, before)).join()).toContain(`Kubernetes 1.${since}`);
  });

  test("a reserved word is a field's name from 1.31 on", () => {
    const own = "{type: object, properties: {namespace: {type: string}}}";
    expect(ruleOf(own, "self.namespace == 'a'").evaluate({ namespace: "a" })?.holds).toBe(true);
    expect(faultsOf(ruleOf(own, "self.namespace == 'a'", {}, { kubernetes: 30 }))).toHaveLength(1);
  });
});
