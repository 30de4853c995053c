import { expect, test } from "vitest";

import { compareRevisions } from "../../../src/app/affected/compare.ts";
import { payloadOf } from "../../../src/app/affected/payload.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { KustomizeOptions } from "../../support/kustomize.ts";
import { kustomize, manifestFiles } from "../../support/kustomize.ts";
import type { Files } from "../../support/workspace.ts";
import { sourceOf } from "../support/workspace.ts";

async function payload(options: KustomizeOptions, files?: Files, whole = false): Promise<unknown> {
  const source = await sourceOf(kustomize("platform/guard", options, files));
  const [unit] = source.workspace.units;
  if (unit === undefined) throw new Error("there is a unit");
  const without = whole ? "nothing" : ({ version: true, lockstep: false } as const);
  return payloadOf(unit, source, spool, without);
}

test("manifests are affected by what is packed of them, and by nothing else", async () => {
  const one = await payload({});
  expect(await payload({ version: "2.0.0" })).toBe(one);
  expect(await payload({ replicas: 4 })).not.toBe(one);
  expect(await payload({}, { ...manifestFiles(), "base/.gitignore": "x" })).toBe(one);
  expect(await payload({}, { ...manifestFiles(), "base/more.yaml": "" })).not.toBe(one);
  expect(await payload({ version: "2.0.0" }, undefined, true)).not.toBe(
    await payload({}, undefined, true),
  );
});

function isSame(): boolean {
  return false;
}

test("a new blueprint of manifests, a changed one, and one that is gone", async () => {
  const [none, before, after] = await Promise.all([
    sourceOf({ "platform/README.md": "" }),
    sourceOf(kustomize("platform/guard")),
    sourceOf(kustomize("platform/guard", { replicas: 9 })),
  ]);
  const changes = await compareRevisions({ before, after, isSame, spool });
  expect([...changes.changed]).toEqual([["platform/guard", "changed"]]);
  const added = await compareRevisions({ before: none, after, isSame, spool });
  expect([...added.changed]).toEqual([["platform/guard", "new"]]);
  const gone = await compareRevisions({ before, after: none, isSame, spool });
  expect(gone.removed.map(({ name }) => name)).toEqual(["bp-guard"]);
});
