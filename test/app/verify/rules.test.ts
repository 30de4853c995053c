import { beforeAll, describe, expect, test } from "vitest";

import { ruleInfos } from "../../../src/app/rule-infos.ts";
import type { Readers } from "../../../src/app/signature-formats.ts";
import { checkProvenance } from "../../../src/app/verify/provenance-check.ts";
import { readersCheck } from "../../../src/app/verify/readers-check.ts";
import { ruleOfCheck, supplyRules } from "../../../src/app/verify/rules.ts";
import { assertListed, readSbom } from "../../../src/app/verify/sbom-content.ts";
import { verify } from "../../../src/app/verify/verify.ts";
import { spool } from "../../../src/cli/spool.ts";
import { BpError } from "../../../src/model/error.ts";
import { predicateType } from "../../../src/model/media-type.ts";
import { cyclonedxForm, spdxForm } from "../../../src/model/sbom-form.ts";
import type { Source } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import { memoryRegistry, newSigner, publishAll, repository } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

function sbom(components: readonly object[], properties: readonly object[], name = "bp-a"): object {
  const component = { name, version: "1.0.0" };
  return { bomFormat: "CycloneDX", metadata: { component, properties }, components };
}

function spdxPackage(name: string, version: string, purl: string): object {
  const externalRefs = [{ referenceType: "purl", referenceLocator: purl }];
  return { SPDXID: `SPDXRef-${name}`, name, versionInfo: version, externalRefs };
}

function spdx(packages: readonly object[], comment: string): object {
  const chart = spdxPackage("bp-a", "1.0.0", "pkg:helm/bp-a@1.0.0");
  const describes = { relationshipType: "DESCRIBES", relatedSpdxElement: "SPDXRef-bp-a" };
  return {
    spdxVersion: "SPDX-2.3",
    comment,
    packages: [chart, ...packages],
    relationships: [describes],
  };
}

const checks = (failed: string): Parameters<typeof readersCheck>[1] =>
  ["signature-bundle", "signature-legacy", "foreign-bundle"].map((name) => ({
    name,
    ok: name !== failed,
    detail: "",
  }));

const refuse = (): never => {
  throw new BpError("DENIED", "no");
};

async function access(resolve: Source["resolve"] | undefined): Promise<object | undefined> {
  const registry = memoryRegistry();
  await publishAll(await sourceOf(unit("products/shop")), registry, signer);
  const source = registry.open(repository("bp-shop"));
  const anonymous = resolve && new Proxy(source, { get: () => resolve });
  const reference = { target: repository("bp-shop"), tag: "1.0.0", digest: undefined };
  const report = await verify({
    reference,
    open: () => source,
    anonymous,
    policies: [signer.policy],
    spool,
  });
  expect(report.ok).toBe(true);
  return report.checks.at(-1);
}

const verdictFor = (readers: Partial<Readers>, failed: string, version = "1.0.0"): string => {
  const all = { flux: undefined, cosign: undefined, ...readers };
  const { ok, detail } = readersCheck(all, checks(failed), version);
  return `${ok ? "ok" : "FAIL"}: ${detail}`;
};

test("every check belongs to a rule that bp explain knows, and every rule has a check", () => {
  const known = ruleInfos().map(({ id }) => id);
  expect(known).toEqual(expect.arrayContaining(Object.values(ruleOfCheck)));
  const held = [...new Set(Object.values(ruleOfCheck))].toSorted();
  expect(held).toEqual(supplyRules.map(({ id }) => id));
});

describe("BP804 looks into the SBOM", () => {
  const contents = { name: "bp-a", version: "1.0.0", subcharts: [{ name: "x", version: "2.0.0" }] };
  const subchart = { type: "application", name: "x", version: "2.0.0", purl: "pkg:helm/x@2.0.0" };
  const none = [{ name: "bp:images", value: "none found" }];

  function judged(document: object, form = cyclonedxForm): string {
    try {
      assertListed(readSbom(form, Buffer.from(JSON.stringify(document))), contents);
      return "holds";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  test.each([
    [sbom([subchart], none), "holds"],
    [sbom([subchart, { type: "container", name: "app" }], []), "holds"],
    [sbom([subchart], []), "the SBOM lists no image, and does not say that none was found"],
    [sbom([], none), "the SBOM does not list the subchart x 2.0.0"],
    [
      sbom([{ ...subchart, purl: "pkg:generic/x" }], none),
      "the SBOM does not list the subchart x 2.0.0",
    ],
    [sbom([subchart], none, "bp-b"), "the SBOM is about bp-b 1.0.0"],
    [{ spdxVersion: "SPDX-2.3" }, "the SBOM is not CycloneDX JSON"],
  ])("%j: %s", (document, verdict) => {
    expect(judged(document)).toBe(verdict);
  });

  const listed = spdxPackage("x", "2.0.0", "pkg:helm/x@2.0.0");
  const image = { ...spdxPackage("app", "1", "pkg:oci/app"), primaryPackagePurpose: "CONTAINER" };
  test.each([
    [spdx([listed], "images: none found; looked at values"), "holds"],
    [spdx([listed, image], "images: listed"), "holds"],
    [
      spdx([listed], "images: listed"),
      "the SBOM lists no image, and does not say that none was found",
    ],
    [spdx([image], "images: listed"), "the SBOM does not list the subchart x 2.0.0"],
    [
      spdx([spdxPackage("x", "2.0.0", "pkg:generic/x"), image], ""),
      "the SBOM does not list the subchart x 2.0.0",
    ],
    [{ ...spdx([listed], ""), relationships: [] }, "the SBOM is about nothing nothing"],
    [{ bomFormat: "CycloneDX" }, "the SBOM is not SPDX JSON"],
  ])("in SPDX, %j: %s", (document, verdict) => {
    expect(judged(document, spdxForm)).toBe(verdict);
  });
});

describe("BP805 looks into the provenance", () => {
  const whole = {
    buildDefinition: { buildType: "https://x.test/v1", externalParameters: {} },
    runDetails: { builder: { id: "https://x.test/builder" } },
  };

  test.each([
    [whole, "built by https://x.test/builder"],
    [{ ...whole, buildDefinition: {} }, "the provenance names no build type"],
    [
      { ...whole, buildDefinition: { buildType: "x" } },
      "the provenance does not say what was built",
    ],
    [{ ...whole, runDetails: { builder: { id: "" } } }, "the provenance names no builder"],
    [undefined, "the provenance names no build type"],
  ])("%j: %s", (predicate, said) => {
    const envelope = { payload: Buffer.from(""), payloadType: "", signature: Buffer.from("") };
    const statement = { predicateType: predicateType.slsaProvenance, predicate, envelope };
    const judge = (): string => {
      try {
        return checkProvenance([statement]).detail;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    };
    expect(judge()).toBe(said);
  });
});

describe("BP807 knows who reads what", () => {
  test.each<[Partial<Readers>, string, RegExp]>([
    [{}, "signature-legacy", /^ok: no reader is declared/u],
    [{ flux: "2.7.5" }, "signature-bundle", /^ok: Flux 2.7.5 reads the .sig$/u],
    [{ flux: "2.7.5" }, "signature-legacy", /^FAIL: Flux 2.7.5 reads the .sig, and signature-leg/u],
    [{ flux: "2.8.0" }, "signature-legacy", /^ok: Flux 2.8.0 reads the bundles$/u],
    [{ flux: "2.8.0" }, "foreign-bundle", /^FAIL: Flux 2.8.0 reads the bundles, and foreign/u],
    [{ cosign: "2.6.2" }, "signature-legacy", /^FAIL: cosign 2.6.2 reads the .sig/u],
    [{ cosign: "3.1.0" }, "signature-bundle", /^FAIL: cosign 3.1.0 reads the bundles/u],
    [{ cosign: "3.1.0", flux: "2.4.0" }, "none", /^ok: Flux .*; cosign .*the bundles$/u],
  ])("%j with %s failed", (readers, failed, said) => {
    expect(verdictFor(readers, failed)).toMatch(said);
  });

  test("Flux cannot verify a version with build metadata", () => {
    expect(verdictFor({ flux: "2.4.0" }, "none", "1.0.0+b")).toMatch(/^FAIL: Flux cannot verify/u);
  });
});

describe("BP808 asks as somebody without a login", () => {
  test("a registry that wants a login is a warning, and no failure", async () => {
    const refused = access(() => Promise.reject(new BpError("UNAUTHORIZED", "no")));
    expect(await refused).toMatchObject({ name: "access", ok: true, warning: true });
  });

  test("a publish says once what is new and takes a login", async () => {
    const registry = memoryRegistry();
    registry.anonymous = (target) => new Proxy(registry.open(target), { get: () => refuse });
    const source = await sourceOf({ ...unit("products/a"), ...unit("products/b") });
    await publishAll(source, registry, signer);
    await publishAll(source, registry, signer);
    const warnings = registry.events.filter(({ kind }) => kind === "warning");
    const message = "pulling takes a login: bp-a, bp-b (BP808)";
    expect(warnings).toEqual([{ kind: "warning", message }]);
  });

  test("a layout has none to ask", async () => {
    expect(await access(undefined)).toMatchObject({ ok: true, ruleId: "BP808" });
  });

  test("a registry that is away is no answer", async () => {
    const away = access(() => Promise.reject(new BpError("NETWORK", "away")));
    await expect(away).rejects.toMatchObject({ code: "NETWORK" });
  });
});
