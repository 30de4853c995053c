import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { officialSchema } from "../sbom/support.ts";
import { moduleFolder } from "./derive/go-modules.ts";
import { mustBp } from "./support/bp.ts";
import { peersNamed } from "./support/peers.ts";
import { mustRun } from "./support/process.ts";
import { putRealChart, realCharts } from "./support/real-charts.ts";
import type { Listed } from "./support/sbom-facts.ts";
import { lacksOfNtia, listedBySyft, listedInBom } from "./support/sbom-facts.ts";
import { copyWorkspace, makeScratch } from "./support/scratch.ts";
import { table } from "./support/table.ts";

/** Our umbrella of ten charts of its own, and umbrellas around charts of others. */
const names = ["catalyst", "cert-manager", "cilium", "external-secrets"];

const [syft] = peersNamed("syft");
const helm = peersNamed("helm").find((one) => one.present && one.version.startsWith("3."));
const isThere = syft?.present === true && helm !== undefined;
const why = isThere ? "" : " (skipped: syft comes with --all, and helm 3 renders)";

interface Scanned {
  readonly name: string;
  readonly bom: Readonly<Record<string, unknown>>;
  readonly spdx: unknown;
  readonly ours: readonly Listed[];
  /** In the archive, and in its files with every cataloger that there is. */
  readonly syfts: readonly Listed[];
}

const scratch = makeScratch();
afterAll(() => scratch.remove());

describe.skipIf(!isThere)(`SBOMs beside ${syft?.label ?? "syft"}${why}`, () => {
  let scanned: readonly Scanned[] = [];
  const env = {
    ...scratch.env,
    SOURCE_DATE_EPOCH: "1767225600",
    SYFT_CHECK_FOR_APP_UPDATE: "false",
  };

  beforeAll(async () => {
    const cwd = await copyWorkspace(scratch, "workspace");
    for (const real of realCharts)
      if (names.includes(real.umbrella))
        await putRealChart(join(cwd, "platform", real.umbrella, "chart"), real);
    scanned = await Promise.all(names.map((name) => scan(name, cwd)));
    console.log(table([heading, ...scanned.map(row)]));
  }, 300_000);

  async function scan(name: string, cwd: string): Promise<Scanned> {
    const out = scratch.path("out", name);
    const sbom = (format: string) =>
      mustBp(["sbom", name, "--helm", helm?.path ?? "", "--format", format], { cwd, env });
    const [cyclonedx, spdx] = [await sbom("cyclonedx"), await sbom("spdx")];
    const { stdout } = await mustBp(["package", name, "--out", out, "-o", "json"], { cwd, env });
    const { packages } = JSON.parse(stdout) as { packages: readonly { readonly file: string }[] };
    const bom = JSON.parse(cyclonedx.stdout) as Scanned["bom"];
    const archive = resolve(cwd, packages[0]?.file ?? "");
    return {
      name,
      bom,
      spdx: JSON.parse(spdx.stdout),
      ours: listedInBom(bom),
      syfts: await bySyft(archive, scratch.path("unpacked", name)),
    };
  }

  async function bySyft(archive: string, folder: string): Promise<readonly Listed[]> {
    mkdirSync(folder, { recursive: true });
    await mustRun("tar", ["xzf", archive, "-C", folder], { env });
    const all = ["--override-default-catalogers", "all"];
    const answers = await Promise.all(
      [[`file:${archive}`], [`dir:${folder}`, ...all]].map((args) =>
        mustRun(syft?.path ?? "", ["scan", "-q", "-o", "json", ...args], { env }),
      ),
    );
    return answers.flatMap(({ stdout }) => listedBySyft(stdout));
  }

  test("ours are valid by CycloneDX's schema, and by SPDX's, as syft carries it", async () => {
    const cyclonedx = officialSchema();
    const spdx = await spdxSchema();
    for (const { name, bom, spdx: document } of scanned) {
      expect(cyclonedx(bom), `${name}: ${JSON.stringify(cyclonedx.errors)}`).toBe(true);
      expect(spdx(document), `${name}: ${JSON.stringify(spdx.errors)}`).toBe(true);
    }
    expect(spdx({ ...(scanned[0]?.spdx as object), packages: [{}] })).toBe(false);
  });

  test("ours have every element of the NTIA's minimum", () => {
    for (const { name, bom } of scanned) expect([name, lacksOfNtia(bom)]).toEqual([name, []]);
  });

  test("what syft finds of charts and images is in ours, and ours have more", () => {
    for (const { name, ours, syfts } of scanned) {
      const known = new Set(ours.map(({ name: one, version }) => `${one} ${version}`));
      const missing = syfts.filter((one) => !known.has(`${one.name} ${one.version}`));
      expect([name, missing]).toEqual([name, []]);
      expect(ours.length, name).toBeGreaterThan(syfts.length + 1);
      expect(imagesOf(ours).some(byRender), name).toBe(true);
      expect(chartsOf(ours).length, name).toBeGreaterThan(1);
    }
  });

  test("and syft finds what it knows of, asked in the same way", async () => {
    const folder = scratch.path("control", "app");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "requirements.txt"), "flask==3.0.0\n");
    const archive = scratch.path("control.tgz");
    await mustRun("tar", ["czf", archive, "-C", scratch.path("control"), "app"], { env });
    const found = await bySyft(archive, scratch.path("unpacked", "control"));
    expect(found.map(({ name, version }) => `${name} ${version}`)).toEqual([
      "flask 3.0.0",
      "flask 3.0.0",
    ]);
  });
});

async function spdxSchema(): Promise<ReturnType<Ajv["compile"]>> {
  const module = await moduleFolder(`github.com/anchore/syft@v${syft?.version ?? ""}`);
  const file = join(module ?? "", "schema/spdx-json/spdx-schema-2.3.json");
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);
}

const heading = [
  "archive",
  `${syft?.label ?? "syft"}: charts`,
  "images",
  "other",
  "bp: charts",
  "images",
  "by render",
  "by values, text, annotation alone",
  "with digest",
  "blueprints",
];

function row({ name, ours, syfts }: Scanned): readonly string[] {
  const images = imagesOf(ours);
  const rendered = images.filter(byRender);
  const counts = [
    chartsOf(syfts).length,
    imagesOf(syfts).length,
    syfts.filter(({ kind }) => kind === "other").length,
    chartsOf(ours).length,
    images.length,
    rendered.length,
    images.length - rendered.length,
    images.filter(({ purl }) => purl.includes("@sha256")).length,
    ours.filter(({ kind }) => kind === "blueprint").length,
  ];
  return [name, ...counts.map(String)];
}

function chartsOf(listed: readonly Listed[]): readonly Listed[] {
  return listed.filter(({ kind }) => kind === "chart");
}

function imagesOf(listed: readonly Listed[]): readonly Listed[] {
  return listed.filter(({ kind }) => kind === "image");
}

function byRender({ foundBy }: Listed): boolean {
  return foundBy.some((how) => how.startsWith("render with"));
}
