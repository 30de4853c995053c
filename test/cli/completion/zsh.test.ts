import { join } from "node:path";

import { expect, test } from "vitest";

import { run } from "../../support/program.ts";
import { has, scripted } from "./shells.ts";

const here = has("zsh") ? test : test.skip;

here("zsh reads the script", async () => {
  const folder = await scripted("zsh");
  const outcome = await run("zsh", ["-n", join(folder, "bp.zsh")]);
  expect(outcome).toEqual({ code: 0, stdout: "", stderr: "" });
});
