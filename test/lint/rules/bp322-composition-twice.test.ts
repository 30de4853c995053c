import { expect, test } from "vitest";

import { compositions, functions } from "../../support/compositions.ts";
import { say, unit } from "../support.ts";

test("the same name of another kind is another object", async () => {
  const provider = functions.replace("kind: Function", "kind: Provider");
  const files = {
    ...unit("a"),
    ...compositions("platform/a"),
    "platform/a/compositions/provider.yaml": provider,
  };
  expect(await say("BP322", files)).toEqual([]);
});

test("of one blueprint, and of two", async () => {
  const files = {
    ...unit("a"),
    ...unit("b"),
    "platform/a/compositions/f.yaml": `${functions}---\n${functions}`,
    "platform/b/compositions/g.yaml": functions,
  };
  const told = "the Function function-go-templating is written already";
  expect(await say("BP322", files)).toEqual([
    `platform/a/compositions/f.yaml:11:9 ${told} (platform/a/compositions/f.yaml:4)`,
    `platform/b/compositions/g.yaml:4:9 ${told} (platform/a/compositions/f.yaml:4)`,
  ]);
});
