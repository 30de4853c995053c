import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { startChartRepository } from "../support/chart-repository.ts";
import { largeIndex, versionsEach } from "../support/large-index.ts";
import { measured, whyNoPeak } from "../support/peak.ts";
import { said } from "../support/program.ts";
import { upstream } from "../support/upstream.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

const MB = 1_000_000;

test.skipIf(whyNoPeak !== undefined)(
  `an index of 20 MB is read within 200 MB of memory, in YAML and in JSON (${whyNoPeak ?? "as Linux counts it"})`,
  async () => {
    const version = `1.${versionsEach - 1}.0`;
    const names = Array.from({ length: 60 }, (_, at) => `up-${at}`);
    const charts = await Promise.all(names.map((name) => upstream({ name, version })));
    const yaml = largeIndex(charts, 20 * MB);
    expect(yaml.length).toBeGreaterThan(19 * MB);
    for (const index of [yaml, JSON.stringify(asJson(yaml))]) {
      const repository = await startChartRepository(charts, { index });
      onTestFinished(() => repository.close());
      const dependencies = names.map(
        (name) => `{ name: ${name}, version: 1.x, repository: "${repository.url}" }`,
      );
      const root = workspace(unit("platform/many", { dependencies }));
      const env = { XDG_CACHE_HOME: join(temporary(), "cache") };
      for (const command of ["vendor", "outdated"]) {
        const { outcome, peak } = await measured(["-C", root, command], env);
        expect(outcome.code, said(outcome)).toBe(0);
        expect(peak).toBeLessThan(200 * MB);
      }
    }
  },
);

/** The same entries, read line by line: the test must not need the memory that the program shall not. */
function asJson(yaml: string): unknown {
  const entries: Record<string, object[]> = {};
  let [chart, item]: [object[], Record<string, unknown>] = [[], {}];
  for (const line of yaml.split("\n")) {
    const name = /^ {2}(\S+):$/u.exec(line)?.[1];
    if (name !== undefined) entries[name] = chart = [];
    if (line.startsWith("  - ")) chart.push((item = {}));
    const [, key, value] = /^ {4}(version|digest): (\S+)$/u.exec(line) ?? [];
    if (key !== undefined) item[key] = value;
    if (line.startsWith("    - ")) item["urls"] = [line.slice(6)];
    if (line.startsWith("        ")) item["description"] = line.trim();
  }
  return { apiVersion: "v1", entries };
}
