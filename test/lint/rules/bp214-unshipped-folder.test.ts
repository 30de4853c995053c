import { expect, test } from "vitest";

import { say, unit } from "../support.ts";

test("files beside the chart, once a folder", async () => {
  const files = {
    ...unit("a"),
    "platform/a/card/b.yaml": "",
    "platform/a/card/a.yaml": "",
    "platform/a/policies/deep/x.yaml": "",
  };
  expect(await say("BP214", files)).toEqual([
    "platform/a/card/a.yaml:1:1 card/ holds 2 files that no package carries",
    "platform/a/policies/deep/x.yaml:1:1 policies/ holds 1 file that no package carries",
  ]);
});

test("inside the chart, or of another name", async () => {
  const files = {
    ...unit("a"),
    "platform/a/chart/policies/x.yaml": "",
    "platform/a/compositions/x.yaml": "",
    "platform/a/docs/x.md": "",
    "platform/a/card": "",
  };
  expect(await say("BP214", files)).toEqual([]);
});
