import { expect, test } from "vitest";

import { gatesOf } from "../../../src/lint/template/chart-gates.ts";
import { templatesOf } from "../../../src/lint/template/template.ts";
import { chart, dependency } from "../charts.ts";
import type { Files } from "../support.ts";
import { load } from "../support.ts";

const inSub = "charts/sub/templates/x.yaml";

/** Presence of the X of a template, with the values on which it depends and where they stand. */
async function presence(path: string, files: Files, more?: string): Promise<string> {
  const { units } = await load(chart("a", files, more));
  const own = units[0]?.chart;
  const template = own && templatesOf(own)?.find((one) => one.path === path);
  if (own === undefined || template === undefined) throw new Error(`no ${path}`);
  const { state, toggles } = gatesOf(own, template).at(template.text.indexOf("X"));
  const places = toggles.map(({ path: keys, at }) => {
    const place = at === undefined ? "nowhere" : `${at.file}:${at.line}`;
    return `${keys.join(".")} at ${place.replace("platform/a/chart/", "")}`;
  });
  return [state, ...places].join(", ");
}

function sub(text: string, values = "", more: Files = {}): Files {
  return {
    "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
    "charts/sub/values.yaml": values,
    [inSub]: text,
    ...more,
  };
}

test("a subchart's values are overridden by those of the charts around it", async () => {
  const text = "{{ if .Values.x.enabled }}X{{ end }}";
  const values = "x: {enabled: false}\n";
  expect(await presence(inSub, sub(text, values))).toBe(
    "off, sub.x.enabled at charts/sub/values.yaml:1",
  );
  expect(
    await presence(inSub, sub(text, values, { "values.yaml": "sub: {x: {enabled: yes}}" })),
  ).toBe("always, sub.x.enabled at values.yaml:1");
  expect(
    await presence(inSub, sub(text, "x: {enabled: yes}\n", { "values.yaml": "sub: {x: 1}" })),
  ).toBe("off, sub.x.enabled at nowhere");
  const shared = sub("{{ if .Values.global.x }}X{{ end }}", "global: {x: no}", {
    "values.yaml": "global: {x: yes}",
  });
  expect(await presence(inSub, shared)).toBe("always, global.x at values.yaml:1");
  const merged = sub("{{ with .Values.x }}X{{ end }}", "x: {z: 1}\n", {
    "values.yaml": "sub: {x: {}}",
  });
  expect(await presence(inSub, merged)).toBe("always, sub.x at charts/sub/values.yaml:1");
});

function declared(rest: string): string {
  return `dependencies:\n${dependency("sub", "1.0.0", "", rest)}`;
}

function values(text: string): Files {
  return sub("X", "", { "values.yaml": text });
}

test("conditions and tags turn a whole subchart off", async () => {
  const conditional = declared(", condition: 'gone.on, sub.on'");
  expect(await presence(inSub, values("sub: {'on': no}"), conditional)).toBe(
    "off, sub.on at values.yaml:1",
  );
  expect(await presence(inSub, values("sub: {'on': yes}"), conditional)).toBe(
    "always, sub.on at values.yaml:1",
  );
  expect(await presence(inSub, values(""), conditional)).toBe("always");
  expect(await presence(inSub, values("# none\n\n"), conditional)).toBe("always");
  expect(await presence(inSub, values("broken: ["), conditional)).toBe("unclear");
  const tagged = declared(", tags: [a, b]");
  expect(await presence(inSub, values("tags: {a: no, b: no}"), tagged)).toBe(
    "off, tags.a at values.yaml:1",
  );
  expect(await presence(inSub, values("tags: {a: no, b: yes}"), tagged)).toBe(
    "always, tags.b at values.yaml:1",
  );
});

test("an alias is the key of its values", async () => {
  const files = sub("{{ if .Values.x }}X{{ end }}", "", { "values.yaml": "other: {x: yes}" });
  expect(await presence(inSub, files, declared(", alias: other"))).toBe(
    "always, other.x at values.yaml:1",
  );
});

test("a chart inside another inside another", async () => {
  const path = "charts/sub/charts/deep/templates/x.yaml";
  const files = sub("", "deep: {x: yes}", {
    "charts/sub/charts/deep/Chart.yaml": "apiVersion: v2\nname: deep\nversion: 1.0.0\n",
    "charts/sub/charts/deep/values.yaml": "x: no",
    [path]: "{{ if .Values.x }}X{{ end }}",
  });
  expect(await presence(path, files)).toBe("always, sub.deep.x at charts/sub/values.yaml:1");
});

test("nobody knows what a library writes, or a chart without Chart.yaml", async () => {
  const library = { "charts/sub/Chart.yaml": "name: sub\nversion: 1.0.0\ntype: library\n" };
  expect(await presence(inSub, sub("X", "", library))).toBe("unclear");
  expect(await presence(inSub, { [inSub]: "X" })).toBe("unclear");
});
