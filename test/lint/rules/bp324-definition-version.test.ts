import { expect, test } from "vitest";

import { definition } from "../../support/compositions.ts";
import { say, unit } from "../support.ts";

const file = "platform/a/compositions/x.yaml";
const told = (text: string) => say("BP324", { ...unit("a"), [file]: text });
const another = (name: string, referenceable: boolean): string =>
  definition.replace(
    "  versions:\n",
    `  versions:\n    - { name: ${name}, served: true, referenceable: ${referenceable} }\n`,
  );

test("one of them is referenceable", async () => {
  expect(await told(definition)).toEqual([]);
  expect(await told(another("v1alpha1", false))).toEqual([]);
});

test("none, two, one that is not served, one twice", async () => {
  expect(await told(definition.replace("referenceable: true", "referenceable: false"))).toEqual([
    `${file}:10:5 no version of the definition is referenceable`,
  ]);
  expect(await told(another("v1alpha1", true))).toEqual([
    `${file}:13:22 v1 is referenceable beside v1alpha1`,
  ]);
  expect(await told(definition.replace("served: true", "served: false"))).toEqual([
    `${file}:11:15 the referenceable version v1 is not served`,
  ]);
  expect(await told(another("v1", false))).toEqual([`${file}:11:13 the version v1 is there twice`]);
});
