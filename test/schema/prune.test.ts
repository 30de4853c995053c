import { expect, test } from "vitest";

import { versionWith, yaml } from "./support.ts";

const version = versionWith(`
type: object
properties:
  closed: {type: object, properties: {a: {type: string}}}
  kept: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: object, properties: {b: {type: string}}}}}
  free: {type: object, x-kubernetes-preserve-unknown-fields: true}
  map: {type: object, additionalProperties: {type: object, properties: {a: {type: string}}}}
  list: {type: array, items: {type: object, properties: {a: {type: string}}}}
  pod: {type: object, x-kubernetes-embedded-resource: true, properties: {spec: {type: object}}}
`);

const value = yaml(`
apiVersion: g.io/v1
kind: K
metadata: {name: x, version: 1.0.0}
extra: 1
spec:
  closed: {a: x, b: y}
  kept: {c: 1, a: {b: x, d: 1}}
  free: {a: {b: c}}
  map: {one: {a: x, b: y}}
  list: [{a: x}, {b/c: y}]
  pod: {apiVersion: v1, kind: Pod, metadata: {name: p, foo: 1}, spec: {}, status: {}}
`);

const lost = [
  "/metadata/version",
  "/extra",
  "/spec/closed/b",
  "/spec/kept/a/d",
  "/spec/map/one/b",
  "/spec/list/1/b~1c",
  "/spec/pod/metadata/foo",
  "/spec/pod/status",
];

test("undeclared fields are dropped where nothing keeps them", () => {
  const { value: stored, dropped } = version.prune(value);
  expect(dropped).toEqual(lost);
  expect(stored).toMatchObject({
    spec: { kept: { c: 1, a: { b: "x" } }, free: { a: { b: "c" } } },
  });
  expect(version.prune(stored).dropped).toEqual([]);
});

test("unknown fields are those that are dropped, and those that are kept beside declared ones", () => {
  const found = version.unknown(value);
  expect(found.filter(({ kept }) => kept).map(({ pointer }) => pointer)).toEqual(["/spec/kept/c"]);
  expect(
    found
      .filter(({ kept }) => !kept)
      .map(({ pointer }) => pointer)
      .toSorted(),
  ).toEqual(lost.toSorted());
  expect(found.find(({ name }) => name === "b")?.known).toEqual(["a"]);
});

test("defaults fill what is absent or null, and null stays where it is allowed", () => {
  const defaulted = versionWith(`
type: object
default: {}
properties:
  a: {type: string, default: x}
  b: {type: string, default: x}
  nil: {type: string, nullable: true, default: x}
  g: {type: string}
  o: {type: object, properties: {c: {type: integer, default: 3}}}
`);
  expect(defaulted.default({ spec: { b: null, nil: null, g: null, o: {} } })).toEqual({
    spec: { a: "x", b: "x", nil: null, o: { c: 3 } },
  });
  expect(defaulted.default({})).toEqual({ spec: { a: "x", b: "x", nil: "x" } });
});
