import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { rendered, storedRelease } from "../../src/chart/index.ts";
import { helmProgram } from "../../src/cli/helm/program.ts";
import { headerOf } from "../../src/lint/index.ts";
import { stream } from "../archive/support/bytes.ts";
import { measuredCharts } from "../chart/release/charts.ts";
import { keptByHelm } from "./support/installed.ts";
import { peersNamed } from "./support/peers.ts";
import { makeScratch } from "./support/scratch.ts";
import { table } from "./support/table.ts";

const scratch = makeScratch();
const charts = await measuredCharts();
const rows: string[][] = [];
const release = "shop";

afterAll(async () => {
  console.log(table([["helm", "chart", "kept", "told", "off"], ...rows]));
  await scratch.remove();
});

for (const { label, version, path, present } of peersNamed("helm")) {
  describe.skipIf(!present)(`what ${label} keeps of a release`, () => {
    test.each(charts)("$name", async ({ name, archive }) => {
      const content = { open: () => stream(archive) };
      const request = { chart: content, release, namespace: "default", kubernetes: "1.33.0" };
      const rest = { apiVersions: [], values: [], set: [] };
      const answer = await helmProgram(path, version).template({ ...request, ...rest });
      expect(answer.said).not.toContain("Error");
      const { output } = answer;
      const told = await storedRelease({
        content,
        output,
        helm: version,
        release,
        namespace: "default",
      });
      const home = scratch.path(label, name);
      await mkdir(home, { recursive: true });
      await writeFile(join(home, "chart.tgz"), archive);
      const kept = await keptByHelm(path, join(home, "chart.tgz"), kindsOf(output), {
        release,
        home,
      });
      const off = (told.size - kept) / kept;
      rows.push([label, name, String(kept), String(told.size), `${(100 * off).toFixed(2)} %`]);
      expect(Math.abs(off), `${told.size} told, ${kept} kept`).toBeLessThan(0.02);
    });
  });
}

function kindsOf(
  output: string,
): readonly { readonly apiVersion: string; readonly kind: string }[] {
  const of = rendered({ ok: true, output, said: "" });
  return of.kind === "rendered" ? of.objects.map(headerOf) : [];
}
