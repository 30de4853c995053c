import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";

import { junit } from "../../src/report/junit.ts";
import {
  empty,
  failed,
  findings,
  hostilePresentation,
  presentation,
  report,
} from "./presentation.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

test("is the document that it was", async () => {
  await expect(junit(presentation())).toMatchFileSnapshot("../golden/report/lint.junit.xml");
});

test("has a suite a file, a failure an error, and the counts of both", () => {
  const elements = elementsOf(junit(presentation()));
  expect(elements[0]?.attributes).toEqual({
    name: "bp lint",
    tests: "6",
    failures: "2",
    errors: "0",
    skipped: "1",
  });
  expect(named(elements, "testsuite").map(({ name }) => name)).toEqual([
    "platform/a/blueprint.yaml",
    "products/ü b/a,b:c.yaml",
    "bp verify",
    "bp lint",
  ]);
});

test("two equal findings are two cases of two names, without a line number", () => {
  const twice = findings.slice(0, 1).flatMap((one) => [one, { ...one, line: 40 }]);
  const elements = elementsOf(
    junit(presentation({ report: report({ findings: twice }), checks: [] })),
  );
  const name = "BP107 visibility: platform/a/blueprint.yaml /spec";
  expect(named(elements, "testcase").map((one) => one["name"])).toEqual([name, `${name} (2)`]);
});

test("a run with nothing to tell is one passed case, a failed run one error", () => {
  expect(elementsOf(junit(empty)).map(({ name }) => name)).toEqual([
    "testsuites",
    "testsuite",
    "testcase",
  ]);
  const [error] = named(elementsOf(junit(failed)), "error");
  expect(error).toEqual({ message: "nothing is called x", type: "USAGE" });
});

test("names files by the repository's root", () => {
  const cases = named(elementsOf(junit(presentation({ prefix: "sub" }))), "testcase");
  expect(cases[0]?.["file"]).toBe("sub/platform/a/blueprint.yaml");
});

test("whatever files and messages hold, it is well-formed, and every case is there", () => {
  fc.assert(
    fc.property(hostilePresentation, (shown) => {
      const elements = elementsOf(junit(shown));
      const { report: told, checks } = shown;
      const expected = told.findings.length + checks.length + (told.error === undefined ? 0 : 1);
      const cases = named(elements, "testcase").map((one) =>
        JSON.stringify([one["classname"], one["name"], one["file"]]),
      );
      expect(cases.length).toBe(Math.max(1, expected));
    }),
    { numRuns: 200 },
  );
});

test("a control character is written out", () => {
  const [one] = findings;
  const findingsOfIt = one === undefined ? [] : [{ ...one, message: "a\u001b\n\ud800b" }];
  const text = junit(presentation({ report: report({ findings: findingsOfIt }) }));
  expect(text).toContain(String.raw`a\u{1b}`);
  expect(text).toContain(String.raw`\u{d800}b`);
});

function named(elements: readonly Element[], name: string): readonly Element["attributes"][] {
  return elements.filter((one) => one.name === name).map(({ attributes }) => attributes);
}

/** Every element in the order of the document. @throws Error where it is not well-formed */
function elementsOf(text: string): readonly Element[] {
  const elements: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    elements.push({ name, attributes: { ...(attributes as Record<string, string>) } });
  });
  parser.write(text).close();
  return elements;
}
