import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { generatedFiles } from "../../scripts/docs/generated.ts";
import { ruleInfos } from "../../src/app/rule-infos.ts";
import { project } from "../support/built.ts";

const files = generatedFiles(project);

test.each([...files])("%s is current (npm run docs)", (path, text) => {
  expect(existsSync(join(project, path)), `${path} is missing`).toBe(true);
  expect(readFileSync(join(project, path), "utf8")).toBe(text);
});

test("each rule has a page, and no page is left over", () => {
  const pages = readdirSync(join(project, "docs/rules")).toSorted();
  const rules = ruleInfos().filter(({ id }) => id.startsWith("BP"));
  const expected = rules.map(({ id, name }) => `${id.toLowerCase()}-${name}.md`);
  expect(pages).toEqual(["README.md", ...expected].toSorted());
});
