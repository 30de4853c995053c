import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { expect, test } from "vitest";

import { dirHash } from "../../src/cli/build-tool.ts";
import { built } from "../support/built.ts";
import { temporary } from "../support/workspace.ts";

test("the program is named by what sha256sum says of its files", async () => {
  const dist = join(await built(), "../../dist");
  const command = "find *.cjs chunks -type f | LC_ALL=C sort | xargs sha256sum | sha256sum";
  const said = execFileSync("sh", ["-c", command], { cwd: dist, encoding: "utf8" });
  expect(dirHash(dist)).toBe(said.split(" ")[0]);
});

test("one that is not built is not", () => {
  expect(dirHash(temporary())).toBeUndefined();
});
