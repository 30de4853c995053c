import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { load } from "js-yaml";
import { afterAll, describe, expect, test } from "vitest";

import type { Chart } from "../blueprints/charts.ts";
import { asFields, at, readFields, umbrellas } from "../blueprints/charts.ts";
import {
  backendsOf,
  blindPolicies,
  closedPorts,
  isOurs,
  servicesOf,
} from "../blueprints/overlays.ts";
import { everything, identityOf, render } from "../blueprints/rendered.ts";
import { moduleFolder } from "./derive/go-modules.ts";
import { peersNamed } from "./support/peers.ts";
import type { RealChart } from "./support/real-charts.ts";
import { putRealChart, realCharts } from "./support/real-charts.ts";
import { makeScratch } from "./support/scratch.ts";

const helm = peersNamed("helm").findLast((peer) => peer.present);
const scratch = makeScratch();
const folders = await Promise.all(realCharts.map(({ module }) => moduleFolder(module)));
const chartsThere = realCharts.filter((_, at) => folders[at] !== undefined);
afterAll(() => scratch.remove());

describe.skipIf(!helm || chartsThere.length === 0)(
  "our umbrellas around the charts that are in Go modules",
  () => {
    test.each(chartsThere)("$umbrella: policies and routes meet what is there", async (real) => {
      const own = umbrellaOf(real);
      const chart = { name: own.name, folder: scratch.path(own.name) };
      cpSync(own.folder, chart.folder, { recursive: true });
      await putRealChart(join(chart.folder, "chart"), real);
      const more = (real.more ?? []).flatMap((value) => ["--set", value]);
      const { objects } = await render(helm?.path ?? "", chart, [...everything(own), ...more]);
      expect(objects.filter(isOurs).length).toBeGreaterThan(0);
      expect(objects.length).toBeGreaterThan(objects.filter(isOurs).length);
      expect(blindPolicies(objects).map(identityOf)).toEqual([]);
      expect(closedPorts(objects)).toEqual([]);
      for (const backend of backendsOf(objects)) expect(servicesOf(objects)).toContain(backend);
    });

    test.each(chartsThere)(
      "$umbrella: sets no value that the chart does not know",
      async (real) => {
        const ours = at(readFields(umbrellaOf(real), "chart/values.yaml"), real.name);
        const source = (await moduleFolder(real.module)) ?? "";
        const text = readFileSync(join(source, real.folder, "values.yaml"), "utf8");
        const theirs: unknown = load(text.replace(/^%%.*$/gmu, ""));
        const unknown = unknownKeys(ours, theirs);
        // Some are there as a comment alone.
        expect(unknown.filter((key) => !text.includes(`#${key}: `))).toEqual([]);
      },
    );
  },
);

function umbrellaOf(real: RealChart): Chart {
  const own = umbrellas.find(({ name }) => name === real.umbrella);
  if (own === undefined) throw new Error(`there is no umbrella ${real.umbrella}`);
  return own;
}

/** Dotted paths of keys that the other lacks; an empty mapping or null takes any. */
function unknownKeys(ours: unknown, theirs: unknown, above: readonly string[] = []): string[] {
  if (Object.keys(asFields(theirs)).length === 0) return [];
  return Object.entries(asFields(ours)).flatMap(([key, value]) => {
    const path = [...above, key];
    return key in asFields(theirs)
      ? unknownKeys(value, asFields(theirs)[key], path)
      : [path.join(".")];
  });
}
