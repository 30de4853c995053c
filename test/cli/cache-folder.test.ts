import { expect, test } from "vitest";

import { cacheFolder } from "../../src/cli/cache-folder.ts";

test.each([
  [{ XDG_CACHE_HOME: "/x", HOME: "/home/a" }, "/x/bp"],
  [{ XDG_CACHE_HOME: "relative", HOME: "/home/a" }, "/home/a/.cache/bp"],
  [{ XDG_CACHE_HOME: "", HOME: "/home/a" }, "/home/a/.cache/bp"],
  [{ LOCALAPPDATA: "/local", HOME: "/home/a" }, "/local/bp/cache"],
  [{ HOME: "" }, undefined],
  [{}, undefined],
])("%o keeps in %s", (environment, folder) => {
  expect(cacheFolder(environment)).toBe(folder);
});
