import { existsSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readChartYaml } from "../../src/chart/chart-yaml.ts";
import { chartFiles } from "../../src/chart/files.ts";
import { resolveDependencies } from "../../src/chart/index.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { alone } from "./support/folder.ts";

const root = join(import.meta.dirname, "../..");
const corpus = process.env["BP_CORPUS"] ?? join(root, "../shared/corpus/openova");

describe.skipIf(!existsSync(corpus))(
  `the corpus at ${process.env["BP_CORPUS"] ?? "../shared"}`,
  () => {
    test("cilium is not vendored, said with chart, version and repository", async () => {
      const tree = diskTree(corpus);
      const folder = "platform/cilium/chart";
      const metadata = readChartYaml(await tree.read(`${folder}/Chart.yaml`, 1_000_000), folder);
      const { resolved, faults } = await resolveDependencies(tree, { folder, metadata }, alone);
      expect(resolved).toEqual([]);
      expect(faults).toMatchObject([
        { kind: "not-vendored", at: { file: `${folder}/Chart.yaml` } },
      ]);
      expect(faults[0]?.message).toMatch(
        /cilium 1\.16\.5 from https:\/\/helm\.cilium\.io\/? .*not vendored/u,
      );
    });

    test("every chart's files can be listed and its dependencies asked for", async () => {
      const tree = diskTree(corpus);
      let charts = 0;
      for (const platform of ["platform", "products"]) {
        for (const { name } of await tree.list(platform)) {
          const folder = `${platform}/${name}/chart`;
          if ((await tree.stat(`${folder}/Chart.yaml`)) === undefined) continue;
          const metadata = readChartYaml(
            await tree.read(`${folder}/Chart.yaml`, 1_000_000),
            folder,
          );
          const { resolved, faults } = await resolveDependencies(tree, { folder, metadata }, alone);
          expect(resolved.length + faults.length).toBe(metadata.dependencies.length);
          expect((await chartFiles(tree, folder)).map(({ path }) => path)).toContain("Chart.yaml");
          charts += 1;
        }
      }
      expect(charts).toBeGreaterThan(40);
    });
  },
);
