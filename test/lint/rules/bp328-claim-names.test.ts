import { expect, test } from "vitest";

import { definition } from "../../support/compositions.ts";
import { say, unit } from "../support.ts";

const [a, b] = ["platform/a/compositions/x.yaml", "platform/b/compositions/x.yaml"];
const other = definition.replaceAll("xdatabases", "xmysqls").replace("XDatabase", "XMysql");
const told = (text: string) =>
  say("BP328", { ...unit("a"), ...unit("b"), [a]: definition, [b]: text });

test("names of their own, and the same in another group", async () => {
  expect(
    await told(other.replace("kind: Database, plural: databases", "kind: Mysql, plural: mysqls")),
  ).toEqual([]);
  expect(await told(definition.replaceAll("example.org", "other.org"))).toEqual([]);
});

test("a claim of two definitions", async () => {
  expect(await told(other)).toEqual([
    `${b}:8:23 the kind Database is that of xdatabases.example.org already (${a}:8)`,
    `${b}:8:41 the plural databases is that of xdatabases.example.org already (${a}:8)`,
  ]);
});

test("a claim that is another's composite", async () => {
  const crossed = other.replace(
    "kind: Database, plural: databases",
    "kind: XDatabase, plural: mysqls",
  );
  expect(await told(crossed)).toEqual([
    `${b}:8:23 the kind XDatabase is that of xdatabases.example.org already (${a}:7)`,
  ]);
});
