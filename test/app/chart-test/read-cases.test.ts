import { describe, expect, test } from "vitest";

import { readCases } from "../../../src/app/chart-test/read-cases.ts";

function faults(text: string): readonly string[] {
  return readCases(text, "tests/a.yaml").findings.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
}

test("what stands at the top goes into every case, and a case's own over it", () => {
  const { cases, findings } = readCases(
    `
valuesFrom: [all.yaml]
values: { a: 1 }
set: [x=1]
namespace: shop
kubernetes: "1.31"
cases:
  - name: one
    objects: [{ kind: Service, count: 0 }]
  - name: two
    valuesFrom: [own.yaml]
    values: { b: 2 }
    set: [y=2]
    release: r
    namespace: other
    kubernetes: v1.33.2
    apiVersions: []
    fails: refused
`,
    "tests/a.yaml",
  );
  expect(findings).toEqual([]);
  const given = cases.map((one) => one.given);
  expect(given.map((one) => one.valuesFrom.map(({ path }) => path))).toEqual([
    ["all.yaml"],
    ["all.yaml", "own.yaml"],
  ]);
  expect(given.map(({ values }) => values.length)).toEqual([1, 2]);
  expect(given).toMatchObject([
    { set: ["x=1"], release: undefined, namespace: "shop", kubernetes: "1.31.0" },
    { set: ["x=1", "y=2"], release: "r", namespace: "other", kubernetes: "1.33.2" },
  ]);
  expect(given.map(({ apiVersions }) => apiVersions)).toEqual([undefined, []]);
});

describe("what is wrong is said with its place", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "no mapping",
      "- a\n",
      [
        "1:1 a test is a mapping of values, valuesFrom, set, release, namespace, kubernetes, apiVersions, cases",
      ],
    ],
    ["no cases", "values: {}\n", ["1:1 a test needs cases, a list"]],
    ["cases that are no list", "cases: {}\n", ["1:8 cases must be a list"]],
    [
      "a key that nobody reads",
      "cases:\n  - name: a\n    object: []\n    fails: x\n",
      ["3:5 a case has no object; did you mean objects?"],
    ],
    [
      "no name and nothing to hold",
      "cases:\n  - values: {}\n",
      ["2:5 a case needs a name", "2:5 a case needs objects, or fails"],
    ],
    [
      "both ways",
      "cases:\n  - name: a\n    fails: x\n    objects: [{ kind: A }]\n",
      ["3:12 a case that fails has no objects"],
    ],
    [
      "texts that are none",
      "kubernetes: 1.30\nset: [a=1, 7]\nvalues: []\ncases: []\n",
      [
        "3:9 values are a mapping",
        '1:13 kubernetes must be a text: write "1.30" in quotes',
        '2:12 set must be a text: write "7" in quotes',
      ],
    ],
    [
      "a version that is none",
      'kubernetes: "one"\ncases: []\n',
      ['1:13 kubernetes is a version in quotes, as "1.33"'],
    ],
    [
      "fields and patterns",
      `cases:
  - name: a
    objects:
      - kind: A
        count: some
        equal: { "a[": 1 }
        match: { a: "(" }
        contain: [a]
        absent: [a..b]
`,
      [
        "5:16 count must be a whole number, 0 for none",
        '6:18 "a[" is no path: write it as spec.containers[name=app].image, or as a JSON pointer',
        "7:21 a must be matched by a regular expression (RE2)",
        "8:18 contain must be a mapping of fields to values",
        '9:18 "a..b" is no path: write it as spec.containers[name=app].image, or as a JSON pointer',
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  test("YAML that cannot be read", () => {
    expect(faults("cases: [\n")).toHaveLength(1);
  });
});

test("a suite of helm-unittest is another's", () => {
  const text = "suite: a\ntemplates: [x.yaml]\ntests:\n  - it: works\n    asserts: []\n";
  expect(readCases(text, "tests/a_test.yaml")).toEqual({ cases: [], findings: [], foreign: true });
});
