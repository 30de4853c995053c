import { expect, test } from "vitest";

import { chart, dependency } from "../charts.ts";
import { fileOfA, slotOfA } from "../kit.ts";
import type { Files } from "../support.ts";
import { lintFiles, say, unit } from "../support.ts";

const unnamed = "nothing tells which Flux applies the kits: set targets.flux in bp.config.yaml";

/** A kit whose slot has a line more in its release's spec. */
function withLine(line: string): Files {
  return slotOfA((text) => text.replace("  chart:\n", `${line}  chart:\n`));
}

async function told(files: Files, flux = "2.4"): Promise<readonly string[]> {
  return say("BP509", files, { flux });
}

test.each([
  ["  chrat: {}\n", "18:3 Flux 2.4 knows no spec.chrat; did you mean chart?"],
  ["  wholeNew: 1\n", "18:3 Flux 2.4 knows no spec.wholeNew"],
  [
    "  test:\n    enabled: true\n",
    "19:5 Flux 2.4 knows no spec.test.enabled; did you mean enable?",
  ],
  [
    "  valuesFrom: [{kind: Secret, nam: x}]\n",
    "18:31 Flux 2.4 knows no spec.valuesFrom.0.nam; did you mean name?",
  ],
  [
    "  rollback: {serverSideApply: true}\n",
    "18:14 Flux 2.4 knows no spec.rollback.serverSideApply; it came with 2.8",
  ],
])("%j", async (line, expected) => {
  expect(await told(withLine(line))).toEqual([`${fileOfA}:${expected}`]);
});

test("the field that stopped a platform: it came with the next Flux", async () => {
  const files = slotOfA((text) =>
    text.replace("install: {", "install: {disableTakeOwnership: true, "),
  );
  expect(await told(files)).toEqual([
    `${fileOfA}:26:13 Flux 2.4 knows no spec.install.disableTakeOwnership; it came with 2.5`,
  ]);
  expect(await told(files, "2.5.1")).toEqual([]);
});

test("beside the spec too, and in repositories", async () => {
  const files = slotOfA((text) =>
    text.replace("spec:\n  type: oci", "specs: {}\nspec:\n  typ: oci"),
  );
  expect(await told(files)).toEqual([
    `${fileOfA}:6:1 Flux 2.4 knows no specs; did you mean spec?`,
    `${fileOfA}:8:3 Flux 2.4 knows no spec.typ; did you mean type?`,
  ]);
});

/** A slot whose repository is of another version. */
function at(version: string): Files {
  const api = "source.toolkit.fluxcd.io";
  return slotOfA((text) => text.replace(`${api}/v1\n`, `${api}/${version}\n`));
}

test("an API that this Flux does not serve", async () => {
  expect(await told(at("v1beta2"))).toEqual([]);
  expect(await told(at("v1beta2"), "2.8")).toEqual([
    `${fileOfA}:1:1 Flux 2.8 does not serve HelmRepository as source.toolkit.fluxcd.io/v1beta2; write source.toolkit.fluxcd.io/v1`,
  ]);
  expect(await told(at("v3"))).toHaveLength(1);
});

test("what was there and is gone", async () => {
  const files = slotOfA((text) =>
    text
      .replace("helm.toolkit.fluxcd.io/v2\n", "helm.toolkit.fluxcd.io/v2beta2\n")
      .replace("      version:", "      valuesFile: a\n      version:"),
  );
  expect(await told(files)).toEqual([]);
});

test.each([
  ["the usual slot", slotOfA()],
  ["values are free", withLine("  values: {any: {thing: [1, {x: y}]}}\n")],
  [
    "so are labels",
    slotOfA((text) => text.replace("  name: bp-a\n", "  name: bp-a\n  labels: {any: x}\n")),
  ],
  ["other kinds", slotOfA((text) => `apiVersion: v1\nkind: Namespace\nfoo: 1\n---\n${text}`)],
  [
    "Flux's other controllers, in whose CRDs nobody looked",
    slotOfA(
      (text) => `apiVersion: notification.toolkit.fluxcd.io/v1\nkind: Alert\nfoo: 1\n---\n${text}`,
    ),
  ],
])("%s", async (_, files) => {
  expect(await told(files)).toEqual([]);
});

const wrong = withLine("  chrat: {}\n");

test("the Flux that the tree pins: by its blueprint's appVersion, or by the upstream chart", async () => {
  const own = {
    ...unit("flux", {
      chart: "apiVersion: v2\nname: bp-flux\nversion: 1.0.0\nappVersion: v2.6.1\n",
    }),
  };
  expect(await say("BP509", { ...wrong, ...own })).toEqual([
    `${fileOfA}:18:3 Flux 2.6 (platform/flux/chart/Chart.yaml:3) knows no spec.chrat; did you mean chart?`,
  ]);
  const upstream = chart(
    "flux",
    {},
    `dependencies:\n${dependency("flux2", "2.14.1", "https://x")}`,
  );
  expect(await say("BP509", { ...wrong, ...upstream })).toEqual([
    `${fileOfA}:18:3 Flux 2.4 (platform/flux/chart/Chart.yaml:5) knows no spec.chrat; did you mean chart?`,
  ]);
});

async function reasons(files: Files, flux?: string): Promise<readonly string[]> {
  const { notRun } = await lintFiles(files, flux === undefined ? {} : { flux });
  return notRun.filter(({ ruleId }) => ruleId === "BP509").map(({ reason }) => reason);
}

test("not run where nothing tells the Flux, or the table does not know it", async () => {
  expect(await reasons(wrong)).toEqual([unnamed]);
  expect(await reasons(wrong, "2.4.0")).toEqual([]);
  expect(await reasons(wrong, "1.9")).toEqual([
    "the fields of Flux 1.9 are not known, only those of 2.3 to 2.9",
  ]);
  expect(await reasons(unit("a"))).toEqual(["there is no bootstrap kit"]);
});
