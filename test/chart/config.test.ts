import { expect, test } from "vitest";

import { readChartYaml } from "../../src/chart/chart-yaml.ts";
import { chartAnnotations, chartConfig } from "../../src/chart/index.ts";

const full = `
apiVersion: v2
name: demo
version: 1.2.3+build
kubeVersion: ">=1.29.0-0"
description: "a <b> & c \\u2028"
type: application
keywords: [k, l]
home: https://home.example
sources: [https://source.example, https://second.example]
dependencies:
- name: one
  version: ">=1.0"
  repository: https://x
  condition: one.enabled
  tags: [t]
  import-values: [{parent: p, child: c}, text]
  alias: uno
- name: two
  repository: ""
maintainers:
- {name: A, email: a@x, url: https://a}
- name: B
- email: c@x
icon: https://i
appVersion: 1.10
deprecated: true
condition: x.enabled
tags: a,b
annotations:
  z: "1"
  a: "2"
  org.opencontainers.image.title: mine
  org.opencontainers.image.description: mine
unknown: dropped
`;

function json(yaml: string): string {
  return Buffer.from(chartConfig(readChartYaml(Buffer.from(yaml), "c"))).toString();
}

test("fields come in Helm's order with Go's escapes, unknown ones are gone", () => {
  expect(json(full)).toBe(
    '{"name":"demo","home":"https://home.example","sources":["https://source.example","https://second.example"],' +
      String.raw`"version":"1.2.3+build","description":"a \u003cb\u003e \u0026 c  ","keywords":["k","l"],` +
      '"maintainers":[{"name":"A","email":"a@x","url":"https://a"},{"name":"B"},{"email":"c@x"}],' +
      '"icon":"https://i","apiVersion":"v2","condition":"x.enabled","tags":"a,b","appVersion":"1.1",' +
      '"deprecated":true,"annotations":{"a":"2","org.opencontainers.image.description":"mine",' +
      String.raw`"org.opencontainers.image.title":"mine","z":"1"},"kubeVersion":"\u003e=1.29.0-0",` +
      String.raw`"dependencies":[{"name":"one","version":"\u003e=1.0","repository":"https://x",` +
      '"condition":"one.enabled","tags":["t"],"import-values":[{"child":"c","parent":"p"},"text"],"alias":"uno"},' +
      '{"name":"two","repository":""}],"type":"application"}',
  );
});

test("empty fields are left out", () => {
  expect(json("apiVersion: v2\nname: d\nversion: 1.0.0\ndeprecated: false\nkeywords: []\n")).toBe(
    '{"name":"d","version":"1.0.0","apiVersion":"v2"}',
  );
});

test("annotations are Helm's, sorted, without a time; the chart's own override all but title and version", () => {
  expect(chartAnnotations(readChartYaml(Buffer.from(full), "c"))).toEqual({
    a: "2",
    "org.opencontainers.image.authors": "A (a@x), B,  (c@x)",
    "org.opencontainers.image.description": "mine",
    "org.opencontainers.image.source": "https://source.example",
    "org.opencontainers.image.title": "demo",
    "org.opencontainers.image.url": "https://home.example",
    "org.opencontainers.image.version": "1.2.3+build",
    z: "1",
  });
  const keys = Object.keys(chartAnnotations(readChartYaml(Buffer.from(full), "c")));
  expect(keys).toEqual(keys.toSorted());
});

test("what is blank makes no annotation", () => {
  const yaml = 'apiVersion: v2\nname: d\nversion: 1.0.0\ndescription: "  "\n';
  expect(Object.keys(chartAnnotations(readChartYaml(Buffer.from(yaml), "c")))).toEqual([
    "org.opencontainers.image.title",
    "org.opencontainers.image.version",
  ]);
});
