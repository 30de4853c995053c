import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { onTestFinished } from "vitest";

import { readChartYaml } from "../../../src/chart/chart-yaml.ts";
import type { ResolveOptions } from "../../../src/chart/index.ts";
import { planPackage, resolveDependencies } from "../../../src/chart/index.ts";
import type { PackagePlan } from "../../../src/chart/index.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Tree } from "../../../src/model/tree.ts";
import { diskTree } from "../../../src/workspace/index.ts";

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files, gone when the test is. */
export function folderOf(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "bp-test-chart-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, body] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), body);
  }
  return root;
}

export function treeOf(files: Files): Tree {
  return diskTree(folderOf(files));
}

export const alone: ResolveOptions = { charts: new Map(), workspaceDependencies: true };

/** The plan for the chart in a folder of the tree, its dependencies resolved first; these must be there. */
export async function planOf(
  tree: Tree,
  folder: string,
  options: ResolveOptions = alone,
): Promise<PackagePlan> {
  const metadata = readChartYaml(await tree.read(`${folder}/Chart.yaml`, 1_000_000), folder);
  const { resolved, faults } = await resolveDependencies(tree, { folder, metadata }, options);
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join("\n"));
  const plan = await planPackage(tree, { folder }, { dependencies: resolved, spool });
  onTestFinished(() => plan.dispose());
  return plan;
}

/** A minimal Chart.yaml, with more fields after it. */
export function chartYaml(name: string, version: string, more = ""): string {
  return `apiVersion: v2\nname: ${name}\nversion: ${version}\n${more}`;
}
