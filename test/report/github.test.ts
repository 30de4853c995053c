import * as fc from "fast-check";
import { expect, test } from "vitest";

import { github } from "../../src/report/github.ts";
import { empty, failed, hostilePresentation, presentation } from "./presentation.ts";

test("a line each, the most severe first, escaped to the letter", () => {
  expect(github(presentation({ prefix: "sub" })).split("\n")).toEqual([
    "::error title=bp lint%3A signature::none%0Asign it",
    "::error file=sub/platform/a/blueprint.yaml,line=6,col=12,endLine=6,endColumn=15,title=BP105 version::1.0 is no version%0AWrite x.y.z.",
    "::warning file=sub/platform/a/blueprint.yaml,line=5,endLine=9,title=BP107 visibility::the visibility is missing%0Awrite it:%0A  visibility: listed",
    "::notice file=sub/products/ü b/a%2Cb%3Ac.yaml,line=1,col=1,endLine=1,endColumn=1,title=X1::100%25 {{ .Values.a }} [0] | <b> & *c*",
    "",
  ]);
});

test("a run that failed is an error, one with nothing to tell is silent", () => {
  expect(github(failed)).toBe("::error title=bp lint::nothing is called x%0Atry `bp list`\n");
  expect(github(empty)).toBe("");
});

test("whatever files and messages hold, the runner reads back what was meant", () => {
  fc.assert(
    fc.property(hostilePresentation, (shown) => {
      const { report, checks } = shown;
      const lines = github(shown).split(/\r\n|\r|\n/u);
      expect(lines.pop()).toBe("");
      const commands = lines.map(runnerReads);
      const messages = commands.map(({ message }) => message);
      const failing = checks.filter(({ state }) => state === "failed").length;
      expect(commands.length).toBe(
        report.findings.length + failing + (report.error === undefined ? 0 : 1),
      );
      for (const { message, file, help } of report.findings) {
        expect(messages).toContain(help === undefined ? message : `${message}\n${help}`);
        if (file !== "")
          expect(commands.map(({ properties }) => properties["file"])).toContain(file);
      }
    }),
    { numRuns: 200 },
  );
});

/** Reads a workflow command as the runner does. */
function runnerReads(line: string): {
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
} {
  const match = /^::(?:error|warning|notice) (.*?)::(.*)$/su.exec(line);
  if (match === null) throw new Error(`no command: ${line}`);
  const [, list = "", data = ""] = match;
  const pairs = list.split(",").map((pair): [string, string] => {
    const equals = pair.indexOf("=");
    return [pair.slice(0, equals), unescape(pair.slice(equals + 1))];
  });
  return { properties: Object.fromEntries(pairs), message: unescape(data) };
}

function unescape(text: string): string {
  return text
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%25", "%");
}
