import { expect, test } from "vitest";

import { parseConfig } from "../../../src/app/config.ts";
import { kitSync } from "../../../src/app/kit/sync.ts";
import { folder, kit, slot } from "../../lint/kit.ts";
import { treeOf } from "../../lint/support.ts";
import { sync } from "./syncing.ts";

test("a kit without a graph gets one beside it, when it is asked for", async () => {
  const slots = kit({ "01-a.yaml": slot("a"), "02-b.yaml": slot("b", ["bp-a"]) });
  expect((await sync(slots, "pins", "edges")).after).toEqual({});
  const { after } = await sync(slots, "expected");
  const file = folder.replace("bootstrap-kit", "expected-bootstrap-deps.yaml");
  expect(Object.keys(after)).toEqual([file]);
  expect(after[file]).toMatch(
    /^# .*\nslots:\n {2}- slot: 1\n {4}name: bp-a\n {4}depends_on: \[\]\n {4}wave: present\n {2}- slot: 2\n/u,
  );
  expect(after[file]).toContain("    depends_on: [bp-a]\n");
});

test("one goes where the configuration says; a file there that is no graph is left", async () => {
  const config = parseConfig("kit: { expected: graphs/deps.yaml }", "f");
  const files = kit({ "01-a.yaml": slot("a") });
  const input = { config, kits: new Set([folder]), parts: new Set(["expected"] as const) };
  const begun = await kitSync({ ...input, tree: treeOf(files) });
  expect(begun.files.map(({ path }) => path)).toEqual(["graphs/deps.yaml"]);
  const strange = { ...files, "graphs/deps.yaml": "name: something else\n" };
  expect((await kitSync({ ...input, tree: treeOf(strange) })).files).toEqual([]);
});
