import { describe, expect, test } from "vitest";

import { follow, parseFieldPath } from "../../../src/app/chart-test/field-path.ts";
import { parseYaml, toValue } from "../../../src/yaml/index.ts";

const root = parseYaml(
  `
metadata:
  labels: { app.kubernetes.io/name: a, 'say "x"': quoted }
spec:
  containers:
    - { name: side, image: one }
    - { name: app, image: two, ports: [{ containerPort: 80 }, { containerPort: 443 }] }
  codes: { 200: ok }
  "~odd/key": { 1: number }
  note: a]b
`,
  "x.yaml",
).documents[0]?.root;

function at(path: string): unknown {
  const steps = parseFieldPath(path);
  if (steps === undefined || root === undefined) return "no path";
  const { node, pointer } = follow(root, steps);
  return node === undefined ? { until: pointer } : toValue(node);
}

describe("a field is found", () => {
  test.each<[string, unknown]>([
    ["spec.containers[0].image", "one"],
    ["spec.containers[name=app].image", "two"],
    ['spec.containers[name="app"].image', "two"],
    ["spec.containers[name=app].ports[containerPort=443].containerPort", 443],
    ["spec.containers[name=app].ports[1].containerPort", 443],
    ['metadata.labels["app.kubernetes.io/name"]', "a"],
    [String.raw`metadata.labels["say \"x\""]`, "quoted"],
    ['["spec"].note', "a]b"],
    ["/spec/containers/1/image", "two"],
    ["/metadata/labels/app.kubernetes.io~1name", "a"],
    ["/spec/~0odd~1key/1", "number"],
    ["spec.codes[200]", "ok"],
    ["spec.codes.200", "ok"],
  ])("%s", (path, value) => {
    expect(at(path)).toEqual(value);
  });
});

test("where it is not there, the last that is gives the place", () => {
  expect(at("spec.containers[name=app].resources.limits")).toEqual({ until: "/spec/containers/1" });
  expect(at("spec.containers[name=none].image")).toEqual({ until: "/spec/containers" });
  expect(at("spec.containers[7]")).toEqual({ until: "/spec/containers" });
  expect(at("spec.note[0]")).toEqual({ until: "/spec/note" });
  expect(at("spec.note[a=b]")).toEqual({ until: "/spec/note" });
  expect(at("nothing")).toEqual({ until: "" });
});

test.each(["", ".", "spec..x", "spec.", "spec[", "spec[]", "spec[x]", 'spec["x]', "a[b=c", "[[0]"])(
  "%j is no path",
  (path) => {
    expect(parseFieldPath(path)).toBeUndefined();
  },
);
