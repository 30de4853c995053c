import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { readTarGz } from "../../src/archive/index.ts";
import type { PackagedChart } from "../../src/chart/index.ts";
import { inspectChart, packageChart } from "../../src/chart/index.ts";
import { spool } from "../../src/cli/spool.ts";
import { digestOf } from "../../src/model/digest.ts";
import type { Tree } from "../../src/model/tree.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { collect } from "../archive/support/bytes.ts";
import type { Files } from "./support/folder.ts";
import { chartYaml, folderOf, planOf, treeOf } from "./support/folder.ts";
import type { Packed } from "./support/pack.ts";

const run = promisify(execFile);
const MiB = 1024 * 1024;

const sample: Files = {
  "c/.helmignore": "*.bak\n",
  "c/Chart.yaml": chartYaml("demo", "1.2.3", "description: Grüße & <more>\nappVersion: '7'\n"),
  "c/values.yaml": "\uFEFFimage: {repository: ghcr.io/org/app, tag: 1.0.0}\n",
  "c/templates/a.yaml": "kind: ConfigMap\n".repeat(300),
  "c/charts/sub/Chart.yaml": chartYaml("sub", "0.1.0"),
  "c/files/ä.txt": "umlaut\n",
};

async function packed(tree: Tree): Promise<PackagedChart> {
  return packageChart(await planOf(tree, "c"), spool);
}

async function inChild(root: string, options: object = {}): Promise<Packed> {
  const script = join(import.meta.dirname, "support", "pack.ts");
  const { stdout } = await run(process.execPath, [script, root, "c"], options);
  return JSON.parse(stdout) as Packed;
}

async function underUmask<T>(mask: number, action: () => Promise<T>): Promise<T> {
  const before = process.umask(mask);
  try {
    return await action();
  } finally {
    process.umask(before);
  }
}

test("the package is the one that was once agreed on", async () => {
  const { digest, size, content } = await packed(treeOf(sample));
  expect(size).toBe(content.size);
  expect(digestOf(await collect(content.open()))).toBe(digest);
  expect(digest).toBe("sha256:722e291efa564e21eb2908e2aa84dd88c813d4839c5c8dd8e0051b21138689f0");
});

test("says what each file hashes to, as a reader finds it", async () => {
  const { content, files } = await packed(treeOf(sample));
  const found = new Map<string, string>();
  for await (const { path, body } of readTarGz(content.open(), { name: "demo.tgz" })) {
    found.set(path, digestOf(await collect(body)));
  }
  expect([...files]).toEqual([...found]);
  expect([...files.keys()]).toEqual([
    "Chart.yaml",
    "values.yaml",
    "templates/a.yaml",
    ".helmignore",
    "files/ä.txt",
    "charts/sub/Chart.yaml",
  ]);
});

test("carries what the SBOM needs", async () => {
  const { name, version, subcharts, images } = await packed(treeOf(sample));
  expect({ name, version }).toEqual({ name: "demo", version: "1.2.3" });
  expect(subcharts).toMatchObject([{ name: "sub", version: "0.1.0", path: "charts/sub" }]);
  expect(images).toMatchObject([{ reference: "ghcr.io/org/app:1.0.0", digest: undefined }]);
});

test("a package reads back whole", async () => {
  const own = chartYaml(
    "demo",
    "1.0.0",
    "dependencies: [{name: sub, version: ~0.1, repository: ''}]\n",
  );
  const { content } = await packed(treeOf({ ...sample, "c/Chart.yaml": own }));
  const { faults, subcharts } = await inspectChart(content.open(), "demo.tgz");
  expect(faults).toEqual([]);
  expect(subcharts).toHaveLength(1);
});

test("file times, modes, umask, zone, locale and working folder change nothing", async () => {
  const first = folderOf(sample);
  const second = folderOf(Object.fromEntries(Object.entries(sample).toReversed()));
  for (const path of Object.keys(sample)) {
    utimesSync(join(second, path), new Date(1_000_000_000_000), new Date(1_000_000_000_000));
    chmodSync(join(second, path), 0o755);
  }
  const { digest } = await packed(diskTree(first));
  const env = { ...process.env, TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
  const other = await underUmask(0o077, () => inChild(second, { env, cwd: second }));
  expect(other.digest).toBe(digest);
  expect((await inChild(first)).digest).toBe(digest);
});

test("a file that changes between plan and package is a fault that names it", async () => {
  const root = folderOf({ ...sample, "c/big": Buffer.alloc(200_000) });
  const plan = await planOf(diskTree(root), "c");
  writeFileSync(join(root, "c/big"), Buffer.alloc(200_001));
  await expect(packageChart(plan, spool)).rejects.toMatchObject({
    code: "UNREADABLE",
    message: expect.stringContaining("c/big") as string,
  });
});

test(
  "a chart at Helm's limits takes less than 120 MB above idle",
  { timeout: 300_000 },
  async () => {
    const root = folderOf({ "c/Chart.yaml": chartYaml("demo", "1.0.0") });
    const used = chartYaml("demo", "1.0.0").length;
    mkdirSync(join(root, "c/files"));
    for (let index = 0; index < 20; index += 1) {
      const size = index === 19 ? 5 * MiB - used : 5 * MiB;
      writeFileSync(join(root, `c/files/f${index}`), randomBytes(size));
    }
    const { idle, highest, size } = await inChild(root);
    expect(size).toBeGreaterThan(100 * MiB);
    expect((highest - idle) * 1024).toBeLessThan(120_000_000);
    writeFileSync(join(root, "c/one"), "x");
    await expect(inChild(root)).rejects.toThrow(/with c\/one .*104857600/u);
  },
);
