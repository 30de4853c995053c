import { describe, expect, test } from "vitest";

import { folder, kit, slot } from "../../lint/kit.ts";
import type { Files } from "../../lint/support.ts";
import { unit } from "../../lint/support.ts";
import { sync } from "./syncing.ts";
import type { Synced } from "./syncing.ts";

const kustomization = `${folder}/kustomization.yaml`;

function cluster(text: string): string {
  return text.replaceAll("${FQDN}", "a.example");
}

const labels = "metadata:\n  labels:\n    fqdn: ${FQDN}\n  name: bp-a\n";
const template: string = slot("a").replace("metadata:\n  name: bp-a\n", labels);

async function taken(theirs: string, ours: string, more: Files = {}): Promise<Synced> {
  return sync(
    {
      ...unit("a"),
      ...kit({ "01-a.yaml": theirs }, "clusters/_template/bootstrap-kit"),
      ...kit({ "01-a.yaml": ours }),
      ...more,
    },
    "template",
  );
}

/** Without the comments that a template has of its own. */
function strip(text = ""): string {
  return text.replace(/ # new/u, "").replace(/ {2}# quick\n/u, "");
}

describe("the template", () => {
  test.each([
    ["a value", (text: string) => text.replace("retries: 3", "retries: 9")],
    [
      "a value with a comment",
      (text: string) => text.replace("version: 1.0.0", "version: 1.2.0 # new"),
    ],
    [
      "a key in the middle",
      (text: string) => text.replace("  chart:\n", "  # quick\n  interval: 5m\n  chart:\n"),
    ],
    [
      "a key at the end",
      (text: string) => `${text}  values:\n    host: x.\${FQDN}\n    list: [1, 2]\n`,
    ],
    [
      "a list that is longer",
      (text: string) => `${text}  dependsOn:\n    - name: bp-b\n    - name: bp-c\n`,
    ],
    [
      "a block",
      (text: string) => `${text}  values:\n    script: |\n      one\n      two \${FQDN}\n`,
    ],
    [
      "another object",
      (text: string) =>
        `${text}---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: x-\${FQDN}\n`,
    ],
  ])("is taken over: %s", async (_, change) => {
    const theirs = change(template);
    const { after } = await taken(theirs, cluster(template));
    expect(strip(after[`${folder}/01-a.yaml`])).toBe(strip(cluster(theirs)));
  });

  test.each([
    ["a key", `${template}  values: {a: 1}\n`, template],
    [
      "a collection for a scalar",
      template,
      template.replace("  install:", "  interval: 5m\n  install:"),
    ],
  ])("what the kit has besides goes: %s", async (_, ours, theirs) => {
    const wanted = ours === template ? theirs : template;
    const { after } = await taken(theirs, cluster(ours));
    expect(after[`${folder}/01-a.yaml`]).toBe(cluster(wanted));
  });

  test("a collection takes the place of a scalar, further in and further out", async () => {
    const theirs = `${template}  values:\n    a:\n      b:\n        - 1\n`;
    const ours = `${cluster(template)}  values:\n        a: one\n`;
    expect((await taken(theirs, ours)).after[`${folder}/01-a.yaml`]).toBe(
      `${cluster(template)}  values:\n        a:\n          b:\n            - 1\n`,
    );
  });

  test("a file that is missing is written and listed; one that is more is left", async () => {
    const more = {
      "clusters/_template/bootstrap-kit/02-b.yaml": slot("b").replaceAll("acme", "${FQDN}"),
      "clusters/_template/bootstrap-kit/kustomization.yaml": "resources: [01-a.yaml, 02-b.yaml]\n",
      [`${folder}/03-c.yaml`]: slot("c"),
      [kustomization]: "resources:\n  - 01-a.yaml\n  - 03-c.yaml\n",
    };
    const { after, report } = await taken(template, cluster(template), more);
    expect(after).toEqual({
      [`${folder}/02-b.yaml`]: slot("b").replaceAll("acme", "a.example"),
      [kustomization]: "resources:\n  - 01-a.yaml\n  - 02-b.yaml\n  - 03-c.yaml\n",
    });
    expect(report.left).toMatchObject([
      {
        ruleId: "BP510",
        file: `${folder}/03-c.yaml`,
        message: expect.stringContaining("a person must decide"),
      },
    ]);
  });

  test("a variable whose value stands nowhere keeps its place open", async () => {
    const theirs = `${template}  values: {host: "\${OTHER}"}\n`;
    const { after, report } = await taken(theirs, cluster(template));
    expect(after).toEqual({});
    expect(report.left).toMatchObject([{ ruleId: "BP510" }]);
  });
});
