import { describe, expect, test } from "vitest";

import { changelogSection, withSection } from "../../../src/app/bump/changelog.ts";
import { conventionalEntry } from "../../../src/app/bump/conventional.ts";
import { textsOf } from "../../../src/app/fix/plan.ts";
import type { Files } from "../../lint/support.ts";
import { unit } from "../../lint/support.ts";
import { bumped, stepsOf } from "./bumping.ts";

describe("a commit's message", () => {
  test.each([
    ["feat: pools", { heading: "Added", text: "pools" }],
    ["fix(axon): the  door\n\nMore.", { heading: "Fixed", text: "the  door" }],
    ["perf: less", { heading: "Changed", text: "less" }],
    ["refactor(x)!: names", { heading: "Breaking", text: "names" }],
    ["fix: a\n\nBREAKING CHANGE: b is gone", { heading: "Breaking", text: "b is gone" }],
    ["chore: words", undefined],
    ["docs: words", undefined],
    ["A sentence: of words", undefined],
    ["feat:none", undefined],
  ])("%j", (message, entry) => {
    expect(conventionalEntry(message)).toEqual(entry);
  });
});

describe("a section", () => {
  const section = changelogSection("1.1.0", [
    { heading: "Fixed", text: "b" },
    { heading: "Breaking", text: "a\nmore" },
    { heading: "Fixed", text: "b" },
  ]);

  test("has its entries under headings, each once", () => {
    expect(section).toBe("## 1.1.0\n\n### Breaking\n\n- a\n  more\n\n### Fixed\n\n- b\n");
  });

  test.each([
    ["# C\n\nWords.\n\n## 1.0.0\n\n- x\n", `# C\n\nWords.\n\n${section}\n## 1.0.0\n\n- x\n`],
    [
      "# C\n\n## Unreleased\n\n## [1.0.0] - day\n",
      `# C\n\n## Unreleased\n\n${section}\n## [1.0.0] - day\n`,
    ],
    ["# C\n", `# C\n\n${section}`],
    ["", section],
    ["# C\n\n## v1.1.0\n", "# C\n\n## v1.1.0\n"],
    ["# C\r\n", `# C\r\n\r\n${section.replaceAll("\n", "\r\n")}`],
  ])("stands above the newest: %j", (before, after) => {
    expect(withSection(before, "1.1.0", section)).toBe(after);
  });
});

function change(head: string): Files {
  return { ".changes/x.md": `---\n${head}\n---\n\nPools.\n` };
}

describe("change files", () => {
  const log = "platform/a/CHANGELOG.md";
  const files = { ...unit("a"), ...unit("b"), [log]: "# a\n\n## 1.0.0\n" };
  const wanted = { kind: "default" } as const;

  test("say the level and the changelog, and are used up", async () => {
    const result = await bumped({ ...files, ...change('"bp-a": minor') }, { names: ["a"], wanted });
    expect(stepsOf(result)).toEqual(["bp-a 1.0.0 1.1.0"]);
    expect(result.report.steps).toMatchObject([
      { reason: "change file", because: [".changes/x.md"] },
    ]);
    const texts = result.files.map(textsOf).find(({ file }) => file === log);
    expect(texts?.after).toBe("# a\n\n## 1.1.0\n\n### Added\n\n- Pools.\n\n## 1.0.0\n");
    expect(result.removed).toMatchObject([{ path: ".changes/x.md", after: undefined }]);
  });

  test("about more than what moves keep the rest", async () => {
    const both = { ...files, ...change("a: patch\nbp-b: major") };
    const result = await bumped(both, { names: ["a"], wanted });
    expect(result.removed).toEqual([]);
    const texts = result.files.map(textsOf).find(({ file }) => file === ".changes/x.md");
    expect(texts?.after).toBe("---\nbp-b: major\n---\n\nPools.\n");
  });

  test("the largest of several holds, and what a commit says is not told beside them", async () => {
    const result = await bumped(
      { ...files, ...change("a: patch"), ".changes/y.md": "---\na: major\n---\nGone.\n" },
      { names: ["a"], wanted, ports: { messages: async () => ["feat: no"] } },
    );
    expect(stepsOf(result)).toEqual(["bp-a 1.0.0 2.0.0"]);
    const texts = result.files.map(textsOf).find(({ file }) => file === log);
    expect(texts?.after).toContain("### Breaking\n\n- Gone.\n\n### Fixed\n\n- Pools.\n");
  });

  test("without one commits are told; where there is no changelog none is begun", async () => {
    const ports = { messages: async () => ["feat: pools", "chore: no"] };
    const result = await bumped(files, { names: ["a", "b"], wanted, ports });
    expect(stepsOf(result)).toEqual(["bp-a 1.0.0 1.0.1", "bp-b 1.0.0 1.0.1"]);
    const logs = result.files.map(textsOf).filter(({ file }) => file.endsWith(".md"));
    expect(logs.map(({ after }) => after)).toEqual([
      "# a\n\n## 1.0.1\n\n### Added\n\n- pools\n\n## 1.0.0\n",
    ]);
  });

  test.each([
    ["words", ".changes/x.md:1: it has no head between two lines of ---"],
    ["---\na: huge\n---\nx", ".changes/x.md:2: a must be patch, minor or major"],
    ["---\n- a\n---\nx", ".changes/x.md:2: its head names no blueprint"],
    ["---\na: patch\n---\n", ".changes/x.md:1: it tells nothing below its head"],
  ])("of another form are refused: %j", async (text, message) => {
    await expect(
      bumped({ ...files, ".changes/x.md": text }, { names: ["a"] }),
    ).rejects.toMatchObject({ code: "MATERIAL", message });
  });
});
