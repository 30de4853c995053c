import { expect, test } from "vitest";

import { entryOf, packTarGz } from "../../src/archive/index.ts";
import type { Chart } from "../../src/model/chart.ts";
import { load } from "./loading.ts";

const folder = "platform/x/chart";
const own = "apiVersion: v2\nname: bp-x\nversion: 1.0.0\n";

async function packed(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const entries = Object.entries(files).map(([path, text]) => entryOf(path, Buffer.from(text)));
  const chunks: Uint8Array[] = [];
  for await (const chunk of packTarGz(entries)) chunks.push(new Uint8Array(chunk));
  return Buffer.concat(chunks);
}

async function chartOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Chart> {
  const inChart = Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]);
  const workspace = await load(
    { [`${folder}/Chart.yaml`]: own, ...Object.fromEntries(inChart) },
    { contents: true },
  );
  const [unit] = workspace.units;
  if (unit?.chart === undefined) throw new Error("no chart");
  return unit.chart;
}

test("templates, crds and values are read of charts in charts/, packed or not, however deep", async () => {
  const archive = await packed({
    "p/Chart.yaml": "name: p\nversion: 1.0.0\ntype: library\n",
    "p/values.yaml": "a: 1\n",
    "p/README.md": "no",
    "p/templates/a.yaml": "packed",
    "p/crds/c.yaml": "crd of p",
    "p/charts/q/Chart.yaml":
      "name: q\ndependencies: [{name: r, version: 1.0.0, condition: r.on}]\n",
    "p/charts/q/templates/q.yaml": "in packed",
    "p/charts/_no/templates/q.yaml": "no",
  });
  const chart = await chartOf({
    "templates/z.yaml": "own",
    "crds/deep/c.yml": "own crd",
    "crds/README.md": "no",
    "charts/p-1.0.0.tgz": archive,
    "charts/u/Chart.yaml": "name: u\n",
    "charts/u/templates/u.yaml": "unpacked",
    "charts/u/charts/p-1.0.0.tgz": archive,
  });
  const nested = "charts/u/charts/p-1.0.0.tgz";
  expect(chart.templates).toEqual([
    { path: "charts/p-1.0.0.tgz/charts/q/templates/q.yaml", text: "in packed" },
    { path: "charts/p-1.0.0.tgz/templates/a.yaml", text: "packed" },
    { path: `${nested}/charts/q/templates/q.yaml`, text: "in packed" },
    { path: `${nested}/templates/a.yaml`, text: "packed" },
    { path: "charts/u/templates/u.yaml", text: "unpacked" },
    { path: "templates/z.yaml", text: "own" },
  ]);
  expect(chart.crds).toEqual([
    { path: "charts/p-1.0.0.tgz/crds/c.yaml", text: "crd of p" },
    { path: `${nested}/crds/c.yaml`, text: "crd of p" },
    { path: "crds/deep/c.yml", text: "own crd" },
  ]);
  expect(chart.subcharts).toMatchObject([
    { path: "charts/p-1.0.0.tgz", name: "p", isLibrary: true, values: "a: 1\n" },
    { path: "charts/p-1.0.0.tgz/charts/q", name: "q", dependencies: [{ condition: "r.on" }] },
    { path: "charts/u", name: "u", isLibrary: false, dependencies: [] },
    { path: nested, name: "p" },
    { path: `${nested}/charts/q`, name: "q", values: undefined },
  ]);
});

test("nothing is kept of an archive that cannot be read, nor where .helmignore leaves it out", async () => {
  const whole = await packed({
    "p/Chart.yaml": "name: p\n",
    "p/templates/a.yaml": "a".repeat(9999),
  });
  const chart = await chartOf({
    ".helmignore": "ignored.tgz\n",
    "charts/ignored.tgz": whole,
    "charts/cut.tgz": whole.subarray(0, -20),
    "charts/none.tgz": "no archive",
  });
  expect(chart).toMatchObject({ templates: [], crds: [], subcharts: [] });
});

test("a unit's manifests/ are read", async () => {
  const { units } = await load(
    {
      "platform/x/chart/Chart.yaml": own,
      "platform/x/manifests/base/a.yaml": "kind: A\n",
      "platform/x/manifests/README.md": "no",
    },
    { contents: true },
  );
  expect(units[0]?.manifests).toEqual([{ path: "manifests/base/a.yaml", text: "kind: A\n" }]);
});
