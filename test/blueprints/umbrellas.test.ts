import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { whyNoCertificate } from "../support/certificate.ts";
import { findHelm } from "../support/helm.ts";
import type { Outcome } from "../support/program.ts";
import { bp, said } from "../support/program.ts";
import type { StandInServer } from "../support/stand-ins/vendored.ts";
import { serveStandIns, vendorOwn } from "../support/stand-ins/vendored.ts";
import type { Chart, Fields } from "./charts.ts";
import { all, at, kindsNamed, readFields, readText, umbrellas } from "./charts.ts";
import { kitValues } from "./kit-values.ts";
import { backendsOf, blindPolicies, closedPorts, isOurs, servicesOf } from "./overlays.ts";
import type { Rendered } from "./rendered.ts";
import { everything, foreignApis, identityOf, kindOf, kindsOf, render } from "./rendered.ts";

const helm = await findHelm();
const program = "path" in helm ? helm.path : "";
const missing = whyNoCertificate ?? ("missing" in helm ? helm.missing : undefined);
const reason = missing === undefined ? "" : ` (skipped: ${missing})`;

/** Umbrellas that make Secrets, where they are asked to. */
const madeHere: ReadonlySet<string> = new Set(["gitea", "harbor", "powerdns"]);

function secretsOf(objects: readonly Fields[]): readonly Fields[] {
  return objects.filter((object) => isOurs(object) && kindOf(object) === "Secret");
}

interface Linted {
  readonly exitCode: number;
  readonly findings: readonly { readonly ruleId: string; readonly severity: string }[];
  readonly summary: {
    readonly charts: number;
    readonly notRun: readonly { ruleId: string; reason: string }[];
  };
}

let folder: string;
let server: StandInServer | undefined;
let vendored: Outcome;

beforeAll(async () => {
  if (missing !== undefined) return;
  folder = mkdtempSync(join(tmpdir(), "bp-umbrellas-"));
  server = await serveStandIns(folder);
  vendored = await vendorOwn(folder, server);
});

afterAll(async () => {
  await server?.close();
  if (missing === undefined) rmSync(folder, { recursive: true, force: true });
});

function standing(chart: Chart): Chart {
  return { name: chart.name, folder: join(folder, "platform", chart.name) };
}

async function lint(cwd: string, ...more: readonly string[]): Promise<Linted> {
  const outcome = await bp(["lint", "--all", "--profile", "strict", "-o", "json", ...more], {
    cwd,
  });
  expect(outcome.stderr).toBe("");
  return JSON.parse(outcome.stdout) as Linted;
}

function rulesNotRun({ summary }: Linted): ReadonlySet<string> {
  return new Set(summary.notRun.map(({ ruleId }) => ruleId));
}

describe.skipIf(missing !== undefined)(`with stand-ins for the charts of others${reason}`, () => {
  test("every one is fetched once, each index is asked for once, and Chart.lock says so already", () => {
    expect(vendored.code, said(vendored)).toBe(0);
    const asked = server?.asked ?? [];
    expect(new Set(asked).size).toBe(asked.length);
    for (const chart of umbrellas)
      expect(readText(standing(chart), "chart/Chart.lock")).toBe(
        readText(chart, "chart/Chart.lock"),
      );
  });

  test("the whole tree is in order, what is rendered too, and nothing is left out for want of a chart", async () => {
    const linted = await lint(folder, "--render", "--helm", program);
    expect(linted.findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    expect(linted).toMatchObject({ exitCode: 0, summary: { charts: all.length } });
    const without = rulesNotRun(linted);
    for (const rule of [
      "BP204",
      "BP301",
      "BP304",
      "BP307",
      "BP308",
      "BP309",
      "BP313",
      "BP405",
      "BP410",
      "BP411",
    ])
      expect(without).not.toContain(rule);
  });

  test("the whole tree is packaged", async () => {
    const outcome = await bp(["package", "--all", "--out", "out"], { cwd: folder });
    expect(outcome.code, said(outcome)).toBe(0);
    expect(outcome.stdout).toContain(`${all.length} archives`);
  });

  describe.each(umbrellas.map((chart) => ({ chart, name: chart.name })))("$name", ({ chart }) => {
    let standard: Rendered;
    let full: Rendered;

    beforeAll(async () => {
      [standard, full] = await Promise.all([
        render(program, standing(chart)),
        render(program, standing(chart), everything(chart)),
      ]);
    });

    test("by default the upstream chart alone, or nothing where it is off", () => {
      const { objects } = standard;
      expect(objects.filter(isOurs).map(identityOf)).toEqual([]);
      const off = at(
        readFields(chart, "chart/Chart.yaml"),
        "annotations",
        "catalyst.openova.io/smoke-render-mode",
      );
      expect(objects.length > 0).toBe(off === undefined);
    });

    test("with every toggle on: the kinds that its README names, each object once", () => {
      const ours = full.objects.filter(isOurs);
      expect(kindsOf(ours)).toEqual(kindsNamed(chart, "Adds, with every toggle on"));
      const identities = full.objects.map(identityOf);
      expect(new Set(identities).size).toBe(identities.length);
    });

    test("policies select pods that are there, on ports that these open", () => {
      expect(blindPolicies(full.objects).map(identityOf)).toEqual([]);
      expect(closedPorts(full.objects)).toEqual([]);
    });

    test("what the bootstrap kit sets is taken, and renders objects of the same kinds", async () => {
      const values = kitValues(chart.name);
      if (values === undefined) return;
      const file = join(folder, `${chart.name}.values.yaml`);
      writeFileSync(file, values);
      const apis = foreignApis.flatMap((api) => ["--api-versions", api]);
      const { objects } = await render(program, standing(chart), ["--values", file, ...apis]);
      const ours = kindsOf(objects.filter(isOurs));
      expect(kindsOf(full.objects)).toEqual(expect.arrayContaining([...ours]));
      expect(ours.length > 0).toBe(chart.name !== "spire");
    });

    test("routes lead to Services that are there", () => {
      const there = servicesOf(full.objects);
      for (const backend of backendsOf(full.objects)) expect(there).toContain(backend);
    });

    test("what an overlay does not know is refused", async () => {
      const key = Object.keys(readFields(chart, "chart/values.yaml")).at(-1) ?? "";
      await expect(
        render(program, standing(chart), ["--set", `${key}.enabeld=true`]),
      ).rejects.toThrow(/enabeld/u);
    });

    test.runIf(madeHere.has(chart.name))(
      "a password that is made is kept, and another one each time",
      async () => {
        const again = await render(program, standing(chart), everything(chart));
        const [one, two] = [full.objects, again.objects].map(secretsOf);
        expect(one?.length).toBeGreaterThan(0);
        for (const [index, secret] of (one ?? []).entries()) {
          expect(at(secret, "metadata", "annotations", "helm.sh/resource-policy")).toBe("keep");
          expect(secret["data"]).not.toEqual(two?.[index]?.["data"]);
        }
      },
    );
  });
});

describe("as they stand here, without the charts of others", () => {
  test("strict lint finds nothing, and says which rules it could not hold", async () => {
    const root = join(import.meta.dirname, "../..");
    const linted = await lint(root);
    expect(linted).toMatchObject({ exitCode: 0, findings: [], summary: { charts: all.length } });
    const reasons = new Map(linted.summary.notRun.map((one) => [one.ruleId, one.reason]));
    expect(reasons.get("BP204")).toMatch(/^not vendored: charts\/ is empty in bp-cert-manager, /u);
    expect(readFileSync(join(root, "README.md"), "utf8")).toContain("npx bp publish 'products/*'");
  });

  test("none is published, and each says what it lacks", async () => {
    const root = join(import.meta.dirname, "../..");
    const outcome = await bp(["publish", "platform/cilium", "platform/spire", "--dry-run"], {
      cwd: root,
    });
    expect(outcome.code).toBe(1);
    expect(said(outcome)).toContain("cilium 1.16.5 from https://helm.cilium.io is not vendored");
    expect(said(outcome)).toContain("run `bp vendor`");
  });
});
