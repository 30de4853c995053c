import { expect, test } from "vitest";

import { definition } from "../../support/compositions.ts";
import { say, unit } from "../support.ts";

const file = "platform/a/compositions/x.yaml";
const told = (text: string) => say("BP323", { ...unit("a"), [file]: text });

test("plural and group make the name", async () => {
  expect(await told(definition)).toEqual([]);
  expect(await told(definition.replace(/ {2}claimNames.*\n/u, ""))).toEqual([]);
  expect(await told(definition.replace("name: xdatabases.example.org", "name: databases"))).toEqual(
    [`${file}:4:9 the definition is named databases, and must be xdatabases.example.org`],
  );
});

test("names that lack", async () => {
  expect(await told(definition.replace("  group: example.org\n", ""))).toEqual([
    `${file}:5:1 the definition has no spec.group`,
  ]);
  expect(await told(definition.replace("kind: XDatabase, plural: xdatabases", ""))).toEqual([
    `${file}:7:3 the definition has no spec.names.kind`,
    `${file}:7:3 the definition has no spec.names.plural`,
  ]);
  expect(await told(definition.replace("kind: Database, plural: databases", ""))).toEqual([
    `${file}:8:3 the definition has no spec.claimNames.kind`,
    `${file}:8:3 the definition has no spec.claimNames.plural`,
  ]);
});

test("a claim of the composite's own names", async () => {
  const same = definition.replace(
    "kind: Database, plural: databases",
    "kind: XDatabase, plural: xdatabases",
  );
  expect(await told(same)).toEqual([
    `${file}:8:23 the claim is a XDatabase, as the composite is`,
    `${file}:8:42 the claim's plural is xdatabases, as the composite's is`,
  ]);
});
