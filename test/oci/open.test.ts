import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { parseReference, parseTarget, repositoryIn } from "../../src/model/reference.ts";
import { layoutStore, openStore, registryStore, serveRegistry } from "../../src/oci/index.ts";
import { made, pushMade, testClient } from "./artifact.ts";

let root: string;
const client = testClient();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "bp-open-"));
});

afterEach(() => {
  client.close();
  return rm(root, { recursive: true, force: true });
});

test("a folder of layouts, and the registry over it, hold the same", async () => {
  const target = repositoryIn(parseTarget("oci-layout:folder"), "bp-x");
  const store = openStore(target, { client, resolveFolder: (folder) => join(root, folder) });
  const chart = await pushMade(store, made("chart"));
  await store.tag(chart, "1.0.0");
  expect(await layoutStore(join(root, "folder/bp-x")).resolve("1.0.0")).toEqual(chart);
  const server = await serveRegistry({ root: join(root, "folder") });
  const remote = parseReference(`${server.host}/bp-x:1.0.0`);
  expect(await openStore(remote.target, { client }).resolve(remote.tag ?? "")).toEqual(chart);
  await server.close();
});

test("a path that is none of a repository is refused", () => {
  for (const path of ["", "../x", "A", "a//b"])
    expect(() => registryStore({ client, host: "ghcr.io", path })).toThrow(/is not a repository/u);
});
