import { existsSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { bump } from "../../../src/app/bump/bump.ts";
import { parseConfig } from "../../../src/app/config.ts";
import { load } from "../../../src/app/load.ts";
import { diskTree } from "../../../src/workspace/index.ts";
import { alone, changedLines, stepsOf } from "./bumping.ts";

const corpus =
  process.env["BP_CORPUS"] ?? join(import.meta.dirname, "../../../../shared/corpus/openova");

/** A leaf in an umbrella, a blueprint by its bare name, the umbrella, a chart without a blueprint, one of two kits' slots. */
const five: ReadonlySet<string> = new Set([
  "platform/nats-jetstream",
  "platform/grafana",
  "products/catalyst",
  "products/axon",
  "platform/powerdns",
]);

describe.skipIf(!existsSync(corpus))(`five charts of a real tree (${corpus})`, () => {
  test("a line for each place, and no other", { timeout: 120_000 }, async () => {
    const tree = diskTree(corpus);
    const config = parseConfig("", "bp.config.yaml");
    const workspace = await load(tree, config);
    const units = workspace.units.filter(({ folder }) => five.has(folder));
    const wanted = { kind: "level", level: "patch" } as const;
    const input = { tree, workspace, config, units, wanted, changes: [] };
    const result = await bump({ ...input, dependents: "patch" }, alone);
    expect(stepsOf(result)).toEqual([
      "bp-grafana 1.0.0 1.0.1",
      "bp-nats-jetstream 1.1.1 1.1.2",
      "bp-powerdns 1.1.3 1.1.4",
      "axon 0.1.0 0.1.1",
      "bp-catalyst-platform 1.1.8 1.1.9",
    ]);
    const pins = ["07-nats-jetstream", "11-powerdns", "13-bp-catalyst-platform", "25-grafana"];
    const clusters = ["_template", "omantel.omani.works", "otech.omani.works"];
    const own = ["platform/grafana", "platform/nats-jetstream", "platform/powerdns"];
    expect(Object.keys(changedLines(result))).toEqual([
      ...clusters.flatMap((one) => pins.map((pin) => `clusters/${one}/bootstrap-kit/${pin}.yaml`)),
      ...own.flatMap((one) => [`${one}/blueprint.yaml`, `${one}/chart/Chart.yaml`]),
      "products/axon/chart/Chart.yaml",
      "products/catalyst/chart/Chart.yaml",
    ]);
    for (const [file, lines] of Object.entries(changedLines(result))) {
      expect(lines).toHaveLength(file === "products/catalyst/chart/Chart.yaml" ? 4 : 2);
      for (const line of lines) expect(line).toMatch(/^[-+] *version: \d+\.\d+\.\d+$/u);
    }
    expect(result.report.left).toEqual([]);
  });
});
