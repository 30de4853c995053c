import { expect, test } from "vitest";

import { fileOfA, folder, kit, slot, slotOfA } from "../kit.ts";
import type { Files } from "../support.ts";
import { lintFiles, say } from "../support.ts";

const values = "  values: {host: 'api.${FQDN}', other: '${FQDN}'}\n";

function files(change: (text: string) => string, more: Files = {}): Files {
  const template = kit(
    { "01-a.yaml": slot("a") + values, ...more },
    "clusters/_template/bootstrap-kit",
  );
  return { ...slotOfA((text) => change(text + values.replaceAll("${FQDN}", "x.io"))), ...template };
}

test("a copy with its variables filled in is in order, comments and quotes aside", async () => {
  expect(
    await say(
      "BP510",
      files((text) => text),
    ),
  ).toEqual([]);
  expect(
    await say(
      "BP510",
      files((text) => `# mine\n${text.replace("'x.io'", "x.io")}`),
    ),
  ).toEqual([]);
});

test.each<readonly [string, string, string]>([
  ["version: 1.0.0", "version: 0.9.0", '21:16 the template has "1.0.0" here, not "0.9.0"'],
  ["other: 'x.io'", "other: 'y.io'", '28:37 the template has "${FQDN}" here, not "y.io"'],
  ["  type: oci\n", "", "7:3 the template has /spec/type too"],
  ["  type: oci\n", "  type: oci\n  insecure: true\n", "8:3 the template has no /spec/insecure"],
])("%s -> %s", async (from, to, message) => {
  expect(
    await say(
      "BP510",
      files((text) => text.replace(from, to)),
    ),
  ).toEqual([`${fileOfA}:${message}`]);
});

test("a file that is missing on one side", async () => {
  expect(
    await say(
      "BP510",
      files((text) => text, { "02-b.yaml": slot("b") }),
    ),
  ).toEqual([
    `${folder}/kustomization.yaml:1:1 clusters/_template/bootstrap-kit/02-b.yaml of the template is missing here`,
  ]);
  const extra = { ...files((text) => text), [`${folder}/03-c.yaml`]: slot("c") };
  expect(await say("BP510", extra)).toEqual([
    `${folder}/03-c.yaml:1:1 the template has no 03-c.yaml`,
  ]);
});

test("without a template it says so", async () => {
  expect((await lintFiles(slotOfA())).notRun).toContainEqual({
    ruleId: "BP510",
    reason: "no kit has a template, a folder _template beside its own",
  });
});

test("an object whose name is filled in is that of the template", async () => {
  const space = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: 'a-${FQDN}'}\n";
  const template = kit(
    { "01-a.yaml": slot("a") + values + space },
    "clusters/_template/bootstrap-kit",
  );
  const own = (name: string): Files =>
    slotOfA((text) =>
      (text + values + space).replaceAll("${FQDN}", "x.io").replace("a-x.io", name),
    );
  expect(await say("BP510", { ...own("a-x.io"), ...template })).toEqual([]);
  expect(await say("BP510", { ...own("a-y.io"), ...template })).toEqual([
    `${fileOfA}:1:1 the template's Namespace a-\${FQDN} is missing here`,
    expect.stringMatching(/the template has no Namespace a-y\.io$/u),
  ]);
});
