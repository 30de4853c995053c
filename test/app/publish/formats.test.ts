import { describe, expect, test } from "vitest";

import { attestArtifact } from "../../../src/app/attest/attest.ts";
import type { Readers, SignatureFormats } from "../../../src/app/signature-formats.ts";
import { formatsFor, writing } from "../../../src/app/signature-formats.ts";
import type { VerifyReport } from "../../../src/app/verify/report.ts";
import type { VerifyInput } from "../../../src/app/verify/verify.ts";
import { verify } from "../../../src/app/verify/verify.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { rekorV2Witness, timestampWitness } from "../../../src/signing/index.ts";
import { ask, signerOf, sigstore } from "../../signing/keyless/support.ts";
import { compositions } from "../../support/compositions.ts";
import { unit } from "../../support/workspace.ts";
import type { Registry } from "../support/publishing.ts";
import {
  memoryRegistry,
  newSigner,
  publishAll,
  repository,
  statuses,
} from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

const reference = { target: repository("bp-shop"), tag: "1.0.0", digest: undefined };
const files = { ...unit("products/shop"), ...compositions("products/shop") };
const legacy = ["signature-legacy", "provenance-legacy", "sbom-legacy", "spdx-legacy"];

interface Published {
  readonly registry: Registry;
  readonly again: (checkAll: boolean) => Promise<Readonly<Record<string, string>>>;
  readonly tags: () => Promise<readonly string[]>;
  readonly verified: (over?: Partial<VerifyInput>) => Promise<VerifyReport>;
}

async function published(signer: Signer): Promise<Published> {
  const registry = memoryRegistry();
  const source = await sourceOf(files);
  const report = await publishAll(source, registry, signer);
  expect(statuses(report)).toEqual({ "bp-shop": "published" });
  const { policy } = signer;
  return {
    registry,
    again: async (checkAll) => statuses(await publishAll(source, registry, signer, { checkAll })),
    tags: () => registry.open(reference.target).tags(),
    verified: (over) =>
      verify({ reference, open: registry.open, policies: [policy], spool, ...over }),
  };
}

/** Signs by identity, logged by Rekor's second API. */
async function secondly(): Promise<Signer> {
  const { url, secondRoot: trustedRoot, ...double } = await sigstore();
  const witnesses = [rekorV2Witness(url, ask), timestampWitness(url, ask)];
  return signerOf(
    { ...double, url, secondRoot: trustedRoot, trustedRoot },
    { witnesses, formats: "bundle" },
  );
}

function states({ checks }: VerifyReport, state: "failed" | "warned"): readonly string[] {
  return checks
    .filter(({ ok, warning }) => (state === "failed" ? !ok : warning === true))
    .map(({ name }) => name);
}

describe("what Rekor's second API logs", () => {
  test("is published as bundles alone, verifies without being told so, and is complete", async () => {
    const { tags, verified, again } = await published(await secondly());
    expect(await tags()).toEqual(["1.0.0"]);
    const report = await verified();
    expect([states(report, "failed"), states(report, "warned")]).toEqual([[], legacy]);
    expect(await again(true)).toEqual({ "bp-shop": "unchanged" });
  });

  test("is nothing for a reader of .sig", async () => {
    const { verified } = await published(await secondly());
    const old = await verified({ readers: { flux: "2.7.0", cosign: undefined } });
    expect(states(old, "failed")).toEqual(["readers"]);
    const current = await verified({ readers: { flux: "2.8.0", cosign: "3.1.0" } });
    expect(current.ok).toBe(true);
  });

  test("is attested in bundles alone, too", async () => {
    const signer = await secondly();
    const { registry, tags, verified } = await published(signer);
    const predicate = { type: "https://acme.test/scan/v1", content: {} };
    const store = registry.open(reference.target);
    await attestArtifact({ reference, store, signer, predicate });
    expect(await tags()).toEqual(["1.0.0"]);
    expect((await verified()).ok).toBe(true);
  });
});

describe("bundles alone by a key", () => {
  test("verify where bundles alone are asked for, and else lack the first format", async () => {
    const { tags, verified, again } = await published({
      ...(await newSigner()),
      formats: "bundle",
    });
    expect(await tags()).toEqual(["1.0.0"]);
    expect(states(await verified(), "failed")).toEqual(["compositions", ...legacy]);
    const report = await verified({ formats: "bundle" });
    expect([report.ok, states(report, "warned")]).toEqual([true, legacy]);
    expect(await again(true)).toEqual({ "bp-shop": "unchanged" });
  });

  test("the first format is added once both are wanted", async () => {
    const signer = await newSigner();
    const { registry, tags, verified } = await published({ ...signer, formats: "bundle" });
    const source = await sourceOf(files);
    const alone = { ...signer, formats: "bundle" } as const;
    const before = await publishAll(source, registry, alone, { checkAll: true });
    expect(before.artifacts[0]).toMatchObject({ signatures: 2, attestations: 3 });
    const report = await publishAll(source, registry, signer, { checkAll: true });
    expect(statuses(report)).toEqual({ "bp-shop": "repaired" });
    expect(report.artifacts[0]).toMatchObject({ signatures: 4, attestations: 6 });
    // Of the chart `.sig` and `.att`, of its compositions `.sig`.
    expect(await tags()).toHaveLength(4);
    expect((await verified()).ok).toBe(true);
  });
});

const nobody: Readers = { flux: undefined, cosign: undefined };

describe("the formats that follow from the declared readers", () => {
  test.each<[SignatureFormats, Partial<Readers>, string]>([
    ["both", { flux: "2.9.0" }, "both"],
    ["bundle", {}, "bundle"],
    ["targets", {}, "both"],
    ["targets", { flux: "2.8.0" }, "bundle"],
    ["targets", { flux: "2.7.9" }, "both"],
    ["targets", { cosign: "2.6.3" }, "bundle"],
    ["targets", { cosign: "2.6.2" }, "both"],
    ["targets", { cosign: "3.1.0", flux: "2.7.0" }, "both"],
    ["targets", { cosign: "3.1.0", flux: "2.10.0" }, "bundle"],
  ])("%s with %j: %s", (wanted, readers, formats) => {
    expect(formatsFor(wanted, { ...nobody, ...readers })).toBe(formats);
  });

  test("a signer that cannot write what a declared reader reads is refused before anything is signed", async () => {
    const [both, bundles] = [
      await newSigner(),
      { ...(await newSigner()), formats: "bundle" as const },
    ];
    const old = { ...nobody, cosign: "2.4.0" };
    expect(() => writing(bundles, "both", old)).toThrow(
      "cosign 2.4.0 (targets.cosign) reads .sig alone, and Rekor's second API has no place in it",
    );
    expect(() => writing(both, "bundle", old)).toThrow("signing.formats leaves it out");
    expect(writing(both, "targets", old).formats).toBe("both");
    expect(writing(bundles, "both", { ...nobody, cosign: "3.0.0" }).formats).toBe("bundle");
  });
});
