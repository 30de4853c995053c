import { expect, test } from "vitest";

import { composition, compositions, definition } from "../../support/compositions.ts";
import { say, unit } from "../support.ts";

const file = "platform/a/compositions/x.yaml";
const told = (text: string) => say("BP327", { ...unit("a"), [file]: text });

test("in the input of a function that templates, in a comment and a description", async () => {
  expect(await say("BP327", { ...unit("a"), ...compositions("platform/a") })).toEqual([]);
  expect(await told(`# {{ .Values.x }}\n${definition}`)).toEqual([]);
  const described = definition.replace(
    "type: string,",
    'type: string, description: "written as {{ size }}",',
  );
  expect(await told(described)).toEqual([]);
});

test("anywhere else, once a file", async () => {
  expect(
    await told(definition.replace("group: example.org", 'group: "{{ .Values.group }}"')),
  ).toEqual([`${file}:6:11 nothing carries out {{ .Values.group }} here`]);
  const two =
    'metadata:\n  name: {{ .a }}\n  x: {{ include "a very long name of a template" . }}\n';
  expect(await told(two)).toEqual([`${file}:2:9 nothing carries out {{ .a }} here (and 1 more)`]);
});

test("in the input of the function that patches alone", async () => {
  const patching = composition.replace("gotemplating.fn", "pt.fn");
  expect(await told(patching)).toEqual([
    `${file}:20:21 nothing carries out {{ .observed.composite.resource.metad… here`,
  ]);
});
