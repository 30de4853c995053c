import { join } from "node:path";

import { expect, test } from "vitest";

import { cacheFolder } from "../../src/cli/cache-folder.ts";

const here = import.meta.dirname;

test.each([
  [{ XDG_CACHE_HOME: "/x", HOME: here }, "/x/bp"],
  [{ XDG_CACHE_HOME: "relative", HOME: here }, join(here, ".cache/bp")],
  [{ XDG_CACHE_HOME: "", HOME: here }, join(here, ".cache/bp")],
  [{ LOCALAPPDATA: "/local", HOME: here }, "/local/bp/cache"],
  [{ HOME: "" }, undefined],
  [{ HOME: join(here, "nobody") }, undefined],
  [{}, undefined],
])("%o keeps in %s", (environment, folder) => {
  expect(cacheFolder(environment)).toBe(folder);
});
