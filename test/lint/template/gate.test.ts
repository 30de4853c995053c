import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, test } from "vitest";

import { actionsOf } from "../../../src/lint/template/actions.ts";
import { Gates } from "../../../src/lint/template/gate.ts";
import { ValuesView } from "../../../src/lint/template/values-view.ts";
import type { Presence } from "../../../src/model/supply.ts";
import { parseYaml } from "../../../src/yaml/index.ts";

const values = `
lit: {enabled: true, name: x, list: [1]}
dark: {enabled: false, list: []}
both: {yea: true, nay: false}
mode: fast
empty: ""
count: 0
`;

/** Presence of the X of a template, with the values on which it depends. */
function presence(text: string, defaults = values): string {
  const { state, toggles } = presenceOf(text, defaults);
  return [state, ...toggles.map(({ path }) => path.join("."))].join(" ");
}

function presenceOf(text: string, defaults: string): Presence {
  const root = parseYaml(defaults, "values.yaml").documents[0]?.root;
  const gates = new Gates(actionsOf(text), new ValuesView([{ root, prefix: [] }]));
  return gates.at(text.indexOf("X"));
}

describe("what stands in a template is rendered", () => {
  test.each([
    ["X", "always"],
    ["{{ if .Values.lit.enabled }}X{{ end }}", "always lit.enabled"],
    ["{{ if .Values.dark.enabled }}{{ end }}X", "always"],
    [
      "{{ if $.Values.lit.enabled }}{{ with .Values.lit }}X{{ end }}{{ end }}",
      "always lit.enabled lit",
    ],
    ["{{- with .Values.lit }}{{- if .enabled }}X{{- end }}{{- end }}", "always lit lit.enabled"],
    ["{{ range .Values.lit.list }}X{{ end }}", "always lit.list"],
    ["{{ range $i, $x := .Values.lit.list }}X{{ end }}", "always lit.list"],
    ['{{ if eq .Values.mode "fast" "slow" }}X{{ end }}', "always mode"],
    [
      '{{ if and .Values.lit.enabled (ne .Values.mode "slow") }}X{{ end }}',
      "always lit.enabled mode",
    ],
    ["{{ if or .Values.dark.enabled .Values.lit.enabled }}X{{ end }}", "always lit.enabled"],
    ["{{ if not .Values.dark.enabled }}X{{ end }}", "always dark.enabled"],
    ["{{ if .Values.dark.enabled }}{{ else }}X{{ end }}", "always dark.enabled"],
    [
      "{{ if .Values.dark.enabled }}{{ else if .Values.lit.enabled }}X{{ end }}",
      "always dark.enabled lit.enabled",
    ],
    ["{{ $on := .Values.lit.enabled }}{{ if $on }}X{{ end }}", "always lit.enabled"],
    ["{{ $on := .Values.lit }}{{ if $on.enabled }}X{{ end }}", "always lit"],
    ['{{ if hasKey .Values "lit" }}X{{ end }}', "always"],
    ['{{ if (index .Values "lit" "enabled") }}X{{ end }}', "always"],
    [
      "{{ if .Values.gone.deep | default .Values.lit.enabled }}X{{ end }}",
      "always gone.deep lit.enabled",
    ],
    ["{{ if empty .Values.empty }}X{{ end }}", "always empty"],
    ["{{ if ternary true .x .Values.lit.enabled }}X{{ end }}", "always lit.enabled"],
    [
      "{{ if (or .Values.lit.enabled (.Capabilities.APIVersions.Has `a/v1`)) }}X{{ end }}",
      "always lit.enabled",
    ],
  ])("by default: %s", (text, expected) => {
    expect(presence(text)).toBe(expected);
  });

  test.each([
    ["{{ if .Values.dark.enabled }}X{{ end }}", "off dark.enabled"],
    ["{{ if .Values.gone.deep }}X{{ end }}", "off gone.deep"],
    ["{{ if .Values.mode.deep }}X{{ end }}", "off mode.deep"],
    ["{{ if .Values.count }}X{{ end }}", "off count"],
    ["{{ range .Values.dark.list }}X{{ end }}", "off dark.list"],
    ["{{ if and .Values.both.yea .Values.both.nay }}X{{ end }}", "off both.nay"],
    ["{{ if not .Values.lit.enabled }}X{{ end }}", "off lit.enabled"],
    ["{{ if .Values.lit.enabled }}{{ else }}X{{ end }}", "off lit.enabled"],
    [
      "{{ if .Values.dark.enabled }}{{ if .Values.both.nay }}X{{ end }}{{ end }}",
      "off dark.enabled both.nay",
    ],
    ["{{ if .Values.dark.enabled }}{{ if include `a` . }}X{{ end }}{{ end }}", "off dark.enabled"],
    ['{{ if and .Values.dark.enabled (include "a" .) }}X{{ end }}', "off dark.enabled"],
  ])("not by default: %s", (text, expected) => {
    expect(presence(text)).toBe(expected);
  });

  test.each([
    "{{ if .Capabilities.APIVersions.Has `a/v1` }}X{{ end }}",
    "{{ if (.Capabilities.APIVersions.Has `a/v1`) }}X{{ end }}",
    "{{ if and .Values.lit.enabled (.Capabilities.APIVersions.Has `a/v1`) }}X{{ end }}",
    "{{ if and .Values.dark.enabled (.Capabilities.APIVersions.Has `a/v1`) }}X{{ end }}",
    "{{ if or .Values.dark.enabled (.Capabilities.APIVersions.Has `a/v1`) }}X{{ end }}",
    "{{ $has := .Capabilities.APIVersions.Has `a/v1` -}}{{ if $has }}X{{ end }}",
    "{{ if .Capabilities.APIVersions.Has `a/v1` }}{{ if .Values.dark.enabled }}X{{ end }}{{ end }}",
    "{{ if .Values.dark.enabled }}{{ if .Capabilities.APIVersions.Has `a/v1` }}X{{ end }}{{ end }}",
    "{{ if not (.Capabilities.APIVersions.Has `a/v1`) }}{{ else }}X{{ end }}",
    "{{ if lookup `v1` `Secret` `a` `b` }}X{{ end }}",
    "{{ if (lookup `v1` `Secret` `a` `b`).data }}X{{ end }}",
    "{{ with (lookup `v1` `Secret` `a` `b`).data | default dict }}X{{ end }}",
  ])("where the cluster has what is asked for: %s", (text) => {
    expect(presence(text)).toBe("asked");
  });

  test.each([
    "{{ if include `a` . }}X{{ end }}",
    "{{ if eq (include `a` .) `true` }}X{{ end }}",
    "{{ range include `a` . | fromJsonArray }}X{{ end }}",
    "{{ define `a` }}X{{ end }}",
    "{{ if .Release.IsUpgrade }}X{{ end }}",
    "{{ if .lit.enabled }}X{{ end }}",
    "{{ range .Values.lit.list }}{{ if .enabled }}X{{ end }}{{ end }}",
    "{{ $on := .Values.lit.enabled }}{{ $on = .x }}{{ if $on }}X{{ end }}",
    "{{ range $on := .Values.lit.list }}{{ if $on }}X{{ end }}{{ end }}",
    "{{ if $never }}X{{ end }}",
    "{{ $a := $b }}{{ $b := $a }}{{ if $a }}X{{ end }}",
    "{{ if constructor .Values.lit }}X{{ end }}",
    "{{ if .Values.lit.enabled }",
    "{{ if ( }}X{{ end }}",
    "{{ if | }}X{{ end }}",
    "{{ if . | .Values.lit }}X{{ end }}",
    `{{ if ${"(".repeat(200_000)} }}X{{ end }}`,
  ])("as only the render knows: %.80s", (text) => {
    expect(presence(text.includes("X") ? text : `${text}{{ if x }}X`)).toBe("unclear");
  });
});

test("a name is put together as the render would", () => {
  const text = "{{ $name := printf `%s-app` .Values.lit.name }}X";
  const root = parseYaml(values, "values.yaml").documents[0]?.root;
  const gates = new Gates(actionsOf(text), new ValuesView([{ root, prefix: [] }]));
  const told = (action: string): unknown => {
    const answer = gates.valueAt(text.length, action);
    return answer.state === "known" ? answer.value : answer.state;
  };
  expect(told("$name | quote")).toBe("x-app");
  expect(told("print $name 1 | trimSuffix `1` | trunc 3")).toBe("x-a");
  expect(told("printf `%d%%` 1")).toBe("unknown");
  expect(told("required `give one` .Values.lit.name")).toMatchObject({ value: "x" });
});

test("hostile texts are read in a time that grows with them", () => {
  const deep = "{{ if .Values.lit }}".repeat(20_000);
  const elses = `{{ if .Values.dark.enabled }}${"{{ else if .Values.count }}".repeat(20_000)}`;
  const chain = Array.from({ length: 20_000 }, (_, at) => `{{ $v${at + 1} := $v${at} }}`).join("");
  const doubled = Array.from(
    { length: 200 },
    (_, at) => `{{ $v${at + 1} := and $v${at} $v${at} }}`,
  );
  expect(presence(`${deep}X`)).toBe("always lit");
  expect(presence(`${elses}X`)).toMatch(/^off/u);
  expect(presence(`{{ $v0 := .Values.lit }}${chain}{{ if $v20000 }}X`)).toBe("always lit");
  expect(presence(`{{ $v0 := .Values.lit }}${doubled.join("")}{{ if $v200 }}X`)).toBe("always lit");
});

test("any text is read", () => {
  const piece = constantFrom(
    ...'{{ }} if else end with range define and or not ( ) | $x := = .Values .lit .enabled X `a` " 1'.split(
      " ",
    ),
  );
  assert(
    property(array(piece, { maxLength: 40 }), (pieces) => {
      const { state } = presenceOf(pieces.join(" "), values);
      expect(["always", "off", "asked", "unclear"]).toContain(state);
    }),
  );
});
