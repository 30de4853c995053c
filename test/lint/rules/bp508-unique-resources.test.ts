import { expect, test } from "vitest";

import { folder, kit, slotOfA } from "../kit.ts";
import type { Files } from "../support.ts";
import { say, unit } from "../support.ts";

const namespace = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: kube-system\n";

const both = (first: string, second: string): Files => ({
  ...unit("a"),
  ...kit({ "01-a.yaml": first, "05-b.yaml": second }),
});

test("one object in two files, at the second, naming the first", async () => {
  expect(await say("BP508", both(namespace, namespace))).toEqual([
    `${folder}/05-b.yaml:4:9 the Namespace kube-system is written already (${folder}/01-a.yaml:4)`,
  ]);
});

test("another name, kind, group or namespace is another object", async () => {
  expect(await say("BP508", slotOfA())).toEqual([]);
  const secret = namespace.replace("Namespace", "Secret");
  expect(await say("BP508", both(namespace, secret))).toEqual([]);
  expect(await say("BP508", both(secret, `${secret}  namespace: x\n`))).toEqual([]);
  expect(await say("BP508", both(secret, secret.replace("v1", "x.io/v1")))).toEqual([]);
  expect(await say("BP508", both(secret, `${secret}  namespace: default\n`))).toHaveLength(1);
});

test("a file that is not built doubles nothing", async () => {
  const files = both(namespace, namespace);
  const list = `${folder}/kustomization.yaml`;
  const shorter = { ...files, [list]: (files[list] ?? "").replace("  - 05-b.yaml\n", "") };
  expect(await say("BP508", shorter)).toEqual([]);
});
