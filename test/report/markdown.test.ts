import * as fc from "fast-check";
import { expect, test } from "vitest";

import { markdown } from "../../src/report/markdown.ts";
import {
  empty,
  failed,
  findings,
  hostilePresentation,
  presentation,
  report,
} from "./presentation.ts";

test("is the page that it was", async () => {
  await expect(markdown(presentation())).toMatchFileSnapshot("../golden/report/lint.md");
});

test("a run with nothing to tell is a heading, a failed one says why and what to do", () => {
  expect(markdown(empty)).toBe("## bp list: passed\n");
  expect(markdown(failed)).toBe(
    "## bp lint: failed (exit 2)\n\n**nothing is called x**<br>\nhelp: try \\`bp list\\`\n",
  );
});

test("links lead to the commit where it is known", () => {
  const source = "https://example.org/o/r/blob/abc/";
  const text = markdown(presentation({ prefix: "sub" }), { source });
  expect(text).toContain(`](${source}sub/platform/a/blueprint.yaml#L6)`);
});

test("an address cannot end its link, and a page is shown as text", () => {
  const [one] = findings;
  const file = "a) (b].md";
  const some = one === undefined ? [] : [{ ...one, file }];
  const shown = presentation({ report: report({ findings: some }), blocks: [] });
  expect(markdown(shown)).toContain(String.raw`[a) (b\].md:5](a%29%20%28b%5D.md?plain=1#L5)`);
});

test("beyond the limit findings are counted, the most severe stay", () => {
  const text = markdown(presentation(), { limit: 1 });
  expect(text).toContain("1.0 is no version");
  expect(text).not.toContain("the visibility is missing");
  expect(text).toContain("### Warnings (1)\n\n… and 1 more");
});

test("findings that no block shows are shown all the same", () => {
  expect(markdown(presentation({ blocks: [] }))).toContain("1.0 is no version");
});

test("a fence is longer than any in the text", () => {
  const raw = { kind: "raw", text: "```\n````js\n" } as const;
  expect(markdown({ ...empty, blocks: [raw] })).toContain("`````\n```\n````js\n`````\n");
});

test("text that would be markup is escaped where it starts a line too", () => {
  const line = { kind: "line", text: "# a\n- b\n1. c\n===\n> d <e> [f](g) `h`" } as const;
  expect(markdown({ ...empty, blocks: [line] })).toContain(
    [
      String.raw`\# a<br>`,
      String.raw`\- b<br>`,
      String.raw`1\. c<br>`,
      String.raw`\===<br>`,
      "\\> d \\<e\\> \\[f\\](g) \\`h\\`",
    ].join("\n"),
  );
});

test("whatever files and messages hold, each row of a table has the columns of its head", () => {
  fc.assert(
    fc.property(hostilePresentation, (shown) => {
      const text = markdown({
        ...shown,
        blocks: shown.blocks.filter(({ kind }) => kind !== "raw"),
      });
      const rows = text.split("\n").filter((line) => line.startsWith("| "));
      const widths = rows.map((row) => row.replace(/\\./gu, "").split("|").length - 2);
      expect(rows.length).toBeGreaterThan(2);
      expect(widths.every((width) => width === 2 || width === 3)).toBe(true);
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\0-\u{8}\u{b}-\u{1f}]|(?<!\\)<(?!br>)/u);
      expect(text.isWellFormed()).toBe(true);
    }),
    { numRuns: 200 },
  );
});
