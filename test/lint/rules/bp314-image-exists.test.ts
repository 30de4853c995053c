import { expect, test } from "vitest";

import type { ImageAnswers } from "../../../src/model/image-answers.ts";
import { chart, template } from "../charts.ts";
import { answer, notAsked, printed, reasonOf, rendersOfA } from "../rendering.ts";
import { say } from "../support.ts";

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: ${image}\n`;
const files = chart("a", { "templates/p.yaml": pod("quay.io/o/app:1.2.3") });
const renders = rendersOfA(answer(printed("templates/p.yaml", pod("quay.io/o/app:1.2.3"))));

function answers(missing: readonly string[], unknown: ImageAnswers["unknown"]): ImageAnswers {
  return { missing: new Set(missing), unknown };
}

test("an image that its registry has not is told where the template names it", async () => {
  const images = answers(["quay.io/o/app:1.2.3"], new Map());
  expect(await say("BP314", files, { ...renders, images })).toEqual([
    "platform/a/chart/templates/p.yaml:7:7 Pod p: its registry has no quay.io/o/app:1.2.3",
  ]);
});

test("one that is there, and one that nobody knows of, is let pass", async () => {
  const images = answers(["quay.io/o/app:1.2.4"], new Map([["quay.io/o/app:1.2.3", "no answer"]]));
  expect(await say("BP314", files, { ...renders, images })).toEqual([]);
  expect(await reasonOf("BP314", files, { ...renders, images })).toBe(
    "nobody could say whether they are there: quay.io/o/app:1.2.3 (no answer)",
  );
});

test("many that nobody knows of are named in part", async () => {
  const unknown = new Map(["a", "b", "c", "d", "e"].map((name) => [name, "no answer"] as const));
  const reason = await reasonOf("BP314", files, { ...renders, images: answers([], unknown) });
  expect(reason).toMatch(/: a \(no answer\), b \(no answer\), c \(no answer\) and 2 more$/u);
});

test("it says that nobody asked", async () => {
  expect(await reasonOf("BP314", files)).toBe(notAsked);
  expect(await reasonOf("BP314", files, renders)).toBe(
    "it asks the registries of images: bp lint --render --images",
  );
  const none = chart("a", { ...template("kind: A\napiVersion: v1\nmetadata: {name: a}\n") });
  const bare = rendersOfA(
    answer(printed("templates/x.yaml", "kind: A\napiVersion: v1\nmetadata: {name: a}\n")),
  );
  expect(await reasonOf("BP314", none, bare)).toBeUndefined();
});
