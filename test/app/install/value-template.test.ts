import { expect, test } from "vitest";

import { fill } from "../../../src/app/install/value-template.ts";

const scope = {
  application: { name: "shop", namespace: "acme" },
  config: {
    replicas: 3,
    empty: "",
    list: [1, 2],
    db: { size: "Big" },
    big: 9_007_199_254_740_993n,
  },
};

test.each([
  ["plain", "plain"],
  ["{{ .application.name }}", "shop"],
  ["{{.application.name}}-db", "shop-db"],
  ["{{ .config.replicas }}", 3],
  ["{{ .config.big }}", 9_007_199_254_740_993n],
  ["{{- .config.list -}}", [1, 2]],
  ["n={{ .config.replicas }}, l={{ .config.list }}", "n=3, l=[1,2]"],
  ["{{ .config.db.size | lower }}", "big"],
  ["{{ .config.db.size | upper | quote }}", '"BIG"'],
  ["{{ .config.empty | default 5 }}", 5],
  ['{{ .config.nothing | default "x}} y" | squote }}', "'x}} y'"],
  ["{{ .config.nothing }}", undefined],
  ["{{ `raw \\` }}", "raw \\"],
  ["{{ true }}", true],
])("%j", (text, value) => {
  expect(fill(text, scope)).toEqual({ value, faults: [] });
});

test.each([
  ["{{ .Values.x }}", "{{ .Values.x }} is more than bp evaluates"],
  ["{{ if .config.x }}a{{ end }}", "{{ if .config.x }} is more than bp evaluates"],
  ["{{ .config.x | b64enc }}", "{{ .config.x | b64enc }} is more than bp evaluates"],
  ["{{ .config.x | constructor }}", "{{ .config.x | constructor }} is more than bp evaluates"],
  ["{{ .config.a .config.b }}", "{{ .config.a .config.b }} is more than bp evaluates"],
  ["a{{ .config.nothing }}", "{{ .config.nothing }} has no value"],
  ["{{ .config.x", "{{ .config.x is no template"],
  ["{{ }}", "{{  }} is more than bp evaluates"],
])("%j is told", (text, fault) => {
  expect(fill(text, scope).faults).toContain(fault);
});

test("everywhere in lists and objects; what is nothing is left out", () => {
  const value = {
    a: ["{{ .application.name }}", "{{ .config.nothing }}"],
    b: { c: "{{ .config.no }}" },
    d: 1,
  };
  expect(fill(value, scope)).toEqual({ value: { a: ["shop"], b: {}, d: 1 }, faults: [] });
});
