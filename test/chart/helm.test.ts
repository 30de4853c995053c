import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { readTarGz } from "../../src/archive/index.ts";
import { inspectChart, packageChart } from "../../src/chart/index.ts";
import { spool } from "../../src/cli/spool.ts";
import type { Bytes } from "../../src/model/ports.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { collect, stream } from "../archive/support/bytes.ts";
import { tgzOf } from "../archive/support/tar.ts";
import { findHelm } from "../support/helm.ts";
import type { Files } from "./support/folder.ts";
import { chartYaml, folderOf, planOf } from "./support/folder.ts";

const run = promisify(execFile);
const helm = await findHelm();
const found = "path" in helm ? helm : { path: "", version: `none: ${helm.missing}` };

const template = `apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-{{ .Chart.Name }}}
data: {value: {{ .Values.value | quote }}}
`;
const old = "name: old\nversion: 0.1.0\n";

const files: Files = {
  "c/.helmignore": "*.bak\nci/\n/top.txt\n",
  "c/Chart.yaml": chartYaml(
    "demo",
    "1.2.3",
    `description: "Grüße: & <more> # x"
appVersion: 1.10
type: application
kubeVersion: ">=1.20.0-0"
keywords: [a, "yes", "1", "null", "1e3", "0x1f", "2024-01-01", "~"]
maintainers: [{name: "A: B", email: a@x.example}]
annotations: {z: "true", a: "line\\nbreak\\n", m: " spaced ", e: ""}
dependencies:
- {name: sub, version: ^0.1.0, repository: "", condition: sub.enabled, tags: [t], alias: one}
- {name: packed, version: ">=2", repository: "https://x.example", import-values: [{child: c, parent: p}]}
- {name: old, version: "0.1.0", repository: "https://x.example"}
`,
  ),
  "c/Chart.lock": `dependencies:
- name: sub
  repository: ""
  version: 0.1.0
digest: sha256:0000
generated: "2024-05-06T07:08:09.120000000+02:00"
`,
  "c/values.yaml": "\uFEFFvalue: top\none: {enabled: true}\n",
  "c/values.schema.json": '{"type": "object"}',
  "c/README.md": "read me\n",
  "c/x.bak": "no\n",
  "c/ci/v.yaml": "no\n",
  "c/top.txt": "no\n",
  "c/deep/top.txt": "yes\n",
  "c/crds/crd.yaml": "",
  "c/empty": "",
  "c/files/a.b/x": "x",
  "c/files/a/x": "x",
  "c/files/größe-日本.txt": "pax\n",
  [`c/files/${"l".repeat(120)}`]: "long\n",
  [`c/files/${"d".repeat(100)}/${"e".repeat(90)}`]: "split\n",
  "c/templates/cm.yaml": template,
  "c/templates/.hidden": "no\n",
  "c/templates/tests/.kept": "# yes\n",
  "c/charts/folder/Chart.yaml": `# gone\n${chartYaml("sub", "0.1.5", "x: y\n")}`,
  "c/charts/folder/values.yaml": "value: sub\n",
  "c/charts/folder/templates/cm.yaml": template,
  "c/charts/_off/Chart.yaml": "not read",
  "c/charts/packed-9.tgz": tgzOf([
    { name: "top/Chart.yaml", body: chartYaml("packed", "2.0.0") },
    { name: "top/values.yaml", body: "\uFEFFvalue: packed\nc: {d: 1}\n" },
    { name: "top/templates/cm.yaml", body: template },
  ]),
  "c/charts/old/Chart.yaml": old,
  "c/charts/old/requirements.yaml": "dependencies: []\n",
  "c/charts/old/values.yaml": "value: old\n",
  "c/charts/old/templates/cm.yaml": template,
};

async function contents(bytes: Bytes): Promise<Map<string, string>> {
  const read = new Map<string, string>();
  for await (const { path, body } of readTarGz(bytes, { name: "c.tgz" })) {
    read.set(path, (await collect(body)).toString());
  }
  return read;
}

/** The folder with our package in `ours.tgz` and helm's in `theirs/`. */
async function packBoth(root: string): Promise<{ ours: Buffer; theirs: Buffer }> {
  const plan = await planOf(diskTree(root), "c");
  const { content } = await packageChart(plan, spool);
  const ours = await collect(content.open());
  writeFileSync(join(root, "ours.tgz"), ours);
  mkdirSync(join(root, "theirs"));
  await run(found.path, ["package", join(root, "c"), "-d", join(root, "theirs")]);
  const [name = ""] = readdirSync(join(root, "theirs"));
  return { ours, theirs: await readFile(join(root, "theirs", name)) };
}

/** The paths that are not a subchart's. */
function outside(paths: Iterable<string>): string[] {
  return [...paths].filter((path) => !/^charts\/[^/]+\//u.test(path));
}

function linked(): string {
  const root = folderOf(files);
  symlinkSync("../README.md", join(root, "c/files/link"));
  symlinkSync("deep", join(root, "c/shallow"));
  return root;
}

describe.skipIf(found.path === "")(`beside helm ${found.version}`, () => {
  test("every file that helm packages is in ours, with the same bytes, and no other", async () => {
    const { ours, theirs } = await packBoth(linked());
    const [own, other] = [await contents(stream(ours)), await contents(stream(theirs))];
    expect([...own.keys()].toSorted()).toEqual([...other.keys()].toSorted());
    for (const [path, text] of other) expect(own.get(path), path).toBe(text);
  });

  test("the order is helm's as well, but for its subcharts", async () => {
    const { ours, theirs } = await packBoth(linked());
    const [own, other] = [await contents(stream(ours)), await contents(stream(theirs))];
    expect(outside(own.keys())).toEqual(outside(other.keys()));
  });

  test("helm reads ours: show and template", async () => {
    const root = linked();
    await packBoth(root);
    const archive = join(root, "ours.tgz");
    const { stdout: shown } = await run(found.path, ["show", "chart", archive]);
    expect(shown).toContain("version: 1.2.3");
    const { stdout } = await run(found.path, ["template", "r", archive]);
    for (const value of ["top", "sub", "packed", "old"])
      expect(stdout).toContain(`value: "${value}"`);
  });

  test("what helm packaged, we inspect without a fault", async () => {
    const { theirs } = await packBoth(linked());
    const { metadata, faults, subcharts } = await inspectChart(stream(theirs), "theirs.tgz");
    expect(metadata).toMatchObject({ name: "demo", version: "1.2.3", appVersion: "1.1" });
    expect(faults).toEqual([]);
    expect(subcharts.map(({ name }) => name).toSorted()).toEqual(["old", "packed", "sub"]);
  });
});
