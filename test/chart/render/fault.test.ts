import { expect, test } from "vitest";

import { renderFault } from "../../../src/chart/render/fault.ts";

const advice = "\n\nUse --debug flag to render out invalid YAML\n";

test.each([
  [
    "a value that is not there, to helm 3",
    `Error: template: bp-x/templates/a.yaml:4:18: executing "bp-x/templates/a.yaml" at <.Values.a.b.c>: nil pointer evaluating interface {}.c${advice}`,
    "<.Values.a.b.c>: nil pointer evaluating interface {}.c",
    "templates/a.yaml:4:19",
  ],
  [
    "and to helm 4",
    `Error: bp-x/templates/a.yaml:4:18\n  executing "bp-x/templates/a.yaml" at <.Values.a.b.c>:\n    nil pointer evaluating interface {}.c${advice}`,
    "<.Values.a.b.c>: nil pointer evaluating interface {}.c",
    "templates/a.yaml:4:19",
  ],
  [
    "required",
    `Error: execution error at (bp-x/templates/a.yaml:1:3): need a.x${advice}`,
    "need a.x",
    "templates/a.yaml:1:4",
  ],
  [
    "fail with several lines",
    `Error: execution error at (bp-x/charts/s/templates/a.yaml:1:3): one\ntwo${advice}`,
    "one two",
    "charts/s/templates/a.yaml:1:4",
  ],
  [
    "an unknown function",
    `Error: parse error at (bp-x/templates/a.yaml:1): function "foo" not defined${advice}`,
    'function "foo" not defined',
    "templates/a.yaml:1",
  ],
  [
    "inside a named template",
    `Error: template: bp-x/templates/a.yaml:1:3: executing "bp-x/templates/a.yaml" at <include "x.y" .>: error calling include: template: bp-x/templates/_h.tpl:2:10: executing "x.y" at <.Values.a.b.c>: nil pointer evaluating interface {}.c${advice}`,
    "<.Values.a.b.c>: nil pointer evaluating interface {}.c",
    "templates/_h.tpl:2:11",
  ],
  [
    "inside a text that tpl reads",
    `Error: template: bp-x/templates/a.yaml:1:6: executing "bp-x/templates/a.yaml" at <tpl "{{ .Values.q.r }}" .>: error calling tpl: error during tpl function execution for "{{ .Values.q.r }}": template: gotpl:1:10: executing "gotpl" at <.Values.q.r>: nil pointer evaluating interface {}.r${advice}`,
    '<tpl "{{ .Values.q.r }}" .>: error calling tpl: error during tpl function execution for "{{ .Values.q.r }}": template: gotpl:1:10: executing "gotpl" at <.Values.q.r>: nil pointer evaluating interface {}.r',
    "templates/a.yaml:1:7",
  ],
  [
    "no YAML",
    `coalesce.go:1: warning: x\nError: YAML parse error on bp-x/templates/a.yaml: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context${advice}`,
    "what it writes is not YAML: line 2: mapping values are not allowed in this context",
    "templates/a.yaml:undefined",
  ],
  [
    "values against the schema",
    "Error: values don't meet the specifications of the schema(s) in the following chart(s):\nbp-x:\n- at '': missing property 'z'\n",
    "values don't meet the specifications of the schema(s) in the following chart(s): bp-x: - at '': missing property 'z'",
    "undefined:undefined",
  ],
])("%s", (_, said, message, at) => {
  const fault = renderFault(said);
  const column = fault.column === undefined ? "" : `:${fault.column}`;
  expect(fault.message).toBe(message);
  expect(`${fault.source}:${fault.line}${column}`).toBe(at);
});

test.each([
  ["Error: execution error at (x/templates/a.yaml:1:3): need a.x", true],
  [
    'Error: template: x/templates/a.yaml:1:3: executing "x" at <fail>: error calling fail: no',
    true,
  ],
  ['Error: template: x/templates/a.yaml:1:3: executing "x" at <.a.b>: nil pointer', false],
  ["Error: values don't meet the specifications of the schema(s)", false],
])("whether the chart itself asks for a value: %s", (said, asked) => {
  expect(renderFault(said).asked).toBe(asked);
});
