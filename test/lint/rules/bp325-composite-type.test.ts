import { expect, test } from "vitest";

import { composition, definition } from "../../support/compositions.ts";
import { say, unit } from "../support.ts";

const file = "platform/a/compositions/x.yaml";
const type = "{ apiVersion: example.org/v1, kind: XDatabase }";
const named = (text: string) => composition.replace(type, text);
const told = (text: string, files: Record<string, string> = {}, options = {}) =>
  say(
    "BP325",
    {
      ...unit("a"),
      ...unit("b"),
      [file]: text,
      "platform/b/compositions/d.yaml": definition,
      ...files,
    },
    options,
  );

test("a composite of the tree, of whatever blueprint", async () => {
  expect(await told(composition)).toEqual([]);
});

test("a kind that is not defined, and what was meant", async () => {
  const none = "nothing in the tree defines the composite";
  expect(await told(named("{ apiVersion: example.org/v1, kind: XDatabas }"))).toEqual([
    `${file}:6:57 ${none} XDatabas of example.org/v1; did you mean XDatabase?`,
  ]);
  expect(await told(named("{ apiVersion: example.org/v1, kind: Database }"))).toEqual([
    `${file}:6:57 ${none} Database of example.org/v1: that is the claim of XDatabase`,
  ]);
  expect(await told(named("{ apiVersion: other.org/v1, kind: XQueue }"))).toEqual([
    `${file}:6:55 ${none} XQueue of other.org/v1`,
  ]);
  expect(await told(named("{}"))).toEqual([
    `${file}:6:21 the composition names no type: apiVersion and kind`,
  ]);
});

test("another version than the referenceable one", async () => {
  expect(await told(named("{ apiVersion: example.org/v2, kind: XDatabase }"))).toEqual([
    `${file}:6:35 v2 of xdatabases.example.org is none of its versions: v1 is the referenceable one`,
  ]);
  const old = definition.replace(
    "  versions:\n",
    "  versions:\n    - { name: v0, served: true, referenceable: false }\n",
  );
  const files = { "platform/b/compositions/d.yaml": old };
  expect(await told(named("{ apiVersion: example.org/v0, kind: XDatabase }"), files)).toEqual([
    `${file}:6:35 v0 of xdatabases.example.org is not referenceable: v1 is the referenceable one`,
  ]);
});

test("a definition that a chart brings, or somebody who is known to", async () => {
  const queue = named("{ apiVersion: other.org/v1, kind: XQueue }");
  const chart = definition.replaceAll("example.org", "other.org").replaceAll("XDatabase", "XQueue");
  expect(await told(queue, { "platform/b/chart/templates/d.yaml": chart })).toEqual([]);
  const providers = new Map([["other.org", "cluster" as const]]);
  expect(await told(queue, {}, { providers })).toEqual([]);
});
