import { expect, test } from "vitest";

import { readExisting } from "../../../src/app/install/existing.ts";

test("applications as kubectl prints them", () => {
  const list = {
    kind: "List",
    items: [
      {
        kind: "Application",
        metadata: { name: "pg", namespace: "acme" },
        spec: {
          blueprintRef: { name: "bp-postgres", version: "1.4.2" },
          parameters: { size: "big" },
        },
      },
    ],
  };
  expect(readExisting(JSON.stringify(list), "apps.json")).toEqual([
    {
      name: "pg",
      namespace: "acme",
      blueprint: "bp-postgres",
      version: "1.4.2",
      values: { size: "big" },
    },
  ]);
});

function release(name: string, chart: string): object {
  return {
    kind: "HelmRelease",
    metadata: { name, namespace: "flux-system" },
    spec: { targetNamespace: name, chart: { spec: { chart, version: "1.x" } }, values: { a: 1 } },
    status: { history: [{ chartVersion: "1.3.0" }, { chartVersion: "1.2.0" }] },
  };
}

test("releases as kubectl prints them: the version that runs, and foreign charts passed over", () => {
  const items = [release("pg", "bp-postgres"), release("other", "redis")];
  expect(readExisting(JSON.stringify({ items }), "x")).toEqual([
    { name: "pg", namespace: "pg", blueprint: "bp-postgres", version: "1.3.0", values: { a: 1 } },
  ]);
});

test("a plain list, one object, a plan's own report, nothing", () => {
  const pg = {
    name: "pg",
    namespace: "pg",
    blueprint: "bp-postgres",
    version: "1.0.0",
    values: {},
  };
  expect(readExisting("- {name: pg, blueprint: postgres, version: 1.0.0}\n", "x")).toEqual([pg]);
  expect(readExisting("{name: pg, blueprint: postgres, version: 1.0.0}", "x")).toEqual([pg]);
  expect(readExisting(JSON.stringify({ applications: [pg] }), "x")).toEqual([pg]);
  expect(readExisting("", "x")).toEqual([]);
});

test.each([
  ["- {name: pg}\n", "x:1: an application says too little: no name or no blueprint"],
  ["a: 1\n", "x:1: an application says too little: no name or no blueprint"],
  [
    "- {name: pg, blueprint: b, version: 1.x}\n",
    "x:1: an application says too little: pg: no exact version",
  ],
  ["- [\n", /^x:2: /u],
])("%j is refused", (text, message) => {
  expect(() => readExisting(text, "x")).toThrow(
    expect.objectContaining({
      code: "MATERIAL",
      message: typeof message === "string" ? message : (expect.stringMatching(message) as string),
    }),
  );
});
