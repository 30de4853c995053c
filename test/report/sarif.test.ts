import { isDeepStrictEqual } from "node:util";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { sarif } from "../../src/report/sarif.ts";
import {
  empty,
  failed,
  findings,
  hostilePresentation,
  presentation,
  report,
} from "./presentation.ts";
import { sarifFaults } from "./sarif-schema.ts";

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly invocations: readonly Readonly<Record<string, unknown>>[];
      readonly artifacts: readonly { readonly location: { readonly uri: string } }[];
      readonly results: readonly Result[];
    },
  ];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  readonly locations: readonly {
    readonly physicalLocation?: {
      readonly artifactLocation: { readonly uri: string; readonly index: number };
    };
  }[];
}

test("is the log that it was", async () => {
  await expect(sarif(presentation())).toMatchFileSnapshot("../golden/report/lint.sarif");
});

test.each([
  ["findings and checks", presentation()],
  ["nothing", empty],
  ["a failed run", failed],
])("is valid by the schema: %s", (_, shown) => {
  expect(sarifFaults(JSON.parse(sarif(shown)))).toEqual([]);
});

test("the schema is held: a log without a driver's name is refused", () => {
  const text = sarif(presentation()).replace('"name": "bp"', '"title": "bp"');
  expect(sarifFaults(JSON.parse(text))).toContainEqual(expect.stringContaining("/driver"));
});

test("names files by the repository's root, percent-encoded", () => {
  const [run] = parse(sarif(presentation({ prefix: "sub dir/x" }))).runs;
  expect(run.artifacts.map(({ location }) => location.uri)).toEqual([
    "sub%20dir/x/platform/a/blueprint.yaml",
    "sub%20dir/x/products/%C3%BC%20b/a%2Cb%3Ac.yaml",
  ]);
});

test("carries each finding's fingerprint and the index of its rule", () => {
  const [run] = parse(sarif(presentation())).runs;
  const found = run.results.slice(0, findings.length);
  expect(found.map((one) => one.partialFingerprints)).toEqual(
    findings.map(({ fingerprint }) => ({ "bpFinding/v1": fingerprint })),
  );
  expect(run.results.map((one) => run.tool.driver.rules[one.ruleIndex]?.id)).toEqual(
    run.results.map(({ ruleId }) => ruleId),
  );
});

test("a failed run is no success of the program, findings are", () => {
  const [bad] = parse(sarif(failed)).runs;
  expect(bad.invocations).toMatchObject([
    {
      executionSuccessful: false,
      exitCode: 2,
      toolExecutionNotifications: [{ level: "error", descriptor: { id: "USAGE" } }],
    },
  ]);
  const [good] = parse(sarif(presentation())).runs;
  expect(good.invocations).toMatchObject([{ executionSuccessful: true, exitCode: 1 }]);
});

test("text that reads as a placeholder or a link is escaped, a template is not", () => {
  const messages = ["{0} {{ .x }}", "see [here](1)", "spec.depends[0] (x)"];
  const some = messages.map((message, line) => ({
    ...first(),
    ruleId: "BP105",
    message,
    line,
    help: "Write x.y.z.",
  }));
  const [run] = parse(sarif(presentation({ report: report({ findings: some }), checks: [] }))).runs;
  expect(run.results.map(({ message }) => message.text)).toEqual([
    "{{0}} {{ .x }}",
    String.raw`see \[here\](1)`,
    "spec.depends[0] (x)",
  ]);
});

test("whatever files and messages hold, it is valid and says the same twice", () => {
  fc.assert(
    fc.property(hostilePresentation, (shown) => {
      const text = sarif(shown);
      expect(sarifFaults(JSON.parse(text))).toEqual([]);
      expect(isDeepStrictEqual(text, sarif(shown))).toBe(true);
      const [run] = parse(text).runs;
      for (const { locations } of run.results) {
        const file = locations[0]?.physicalLocation?.artifactLocation;
        if (file === undefined) continue;
        expect(file.uri).toMatch(/^[\w\-.!~*'()%/]+$/u);
        expect(run.artifacts[file.index]?.location.uri).toBe(file.uri);
      }
    }),
    { numRuns: 100 },
  );
});

function first(): (typeof findings)[number] {
  const [one] = findings;
  if (one === undefined) throw new Error("there are no findings");
  return one;
}

function parse(text: string): Log {
  return JSON.parse(text) as Log;
}
