import { beforeAll, describe, expect, test } from "vitest";

import { cosignTag } from "../../src/model/cosign-tag.ts";
import type { Descriptor } from "../../src/model/descriptor.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import { BpError } from "../../src/model/error.ts";
import { mediaType, predicateType } from "../../src/model/media-type.ts";
import type { Source, Store } from "../../src/oci/index.ts";
import { memoryStore } from "../../src/oci/index.ts";
import type { Check, Signer } from "../../src/signing/index.ts";
import { verifySignatures } from "../../src/signing/index.ts";
import type { LegacyPart, Published, Signed } from "./support.ts";
import {
  attachedParts,
  bytes,
  chart,
  damaged,
  newSigner,
  publicKeyOf,
  publish,
  put,
  putBundle,
  putLegacy,
  signAll,
  simplePart,
} from "./support.ts";

const names = [
  "signature-bundle",
  "signature-legacy",
  "provenance-bundle",
  "provenance-legacy",
  "sbom-bundle",
  "sbom-legacy",
  "spdx-bundle",
  "spdx-legacy",
  "foreign-bundle",
];

let signer: Signer;
let other: Signer;
let whole: Published;
beforeAll(async () => {
  signer = await newSigner("ours");
  other = await newSigner("theirs");
  whole = await publish("a chart", signer);
});

async function verify(
  source: Source,
  subject: Descriptor,
  by: Signer = signer,
): Promise<readonly Check[]> {
  const policy = { $case: "publicKey", publicKey: publicKeyOf(by) } as const;
  return (await verifySignatures({ source, subject, policy })).checks;
}

function failed(checks: readonly Check[]): readonly string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

function detail(checks: readonly Check[], name: string): string {
  return checks.find((check) => check.name === name)?.detail ?? "";
}

interface Parts {
  readonly bundles?: Signed["attestations"];
  readonly sig?: readonly LegacyPart[];
  readonly att?: readonly LegacyPart[];
}

/** A chart with what a test chooses of its signatures, by default all that ours has. */
async function artifact(content: string, parts: Parts): Promise<[Store, Descriptor]> {
  const store = memoryStore();
  const { manifest, descriptor } = chart(content);
  const own = await signAll(descriptor.digest, signer);
  await put(store, descriptor, manifest);
  const { bundles = own.attestations, sig = [simplePart(own)], att = attachedParts(own) } = parts;
  for (const bundle of bundles) await putBundle(store, descriptor, bundle);
  if (sig.length > 0) await putLegacy(store, descriptor, "sig", sig);
  if (att.length > 0) await putLegacy(store, descriptor, "att", att);
  return [store, descriptor];
}

describe("a whole artifact", () => {
  test("passes every check, always the same nine", async () => {
    const checks = await verify(whole.store, whole.subject);
    expect(checks.map(({ name }) => name)).toEqual(names);
    expect(failed(checks)).toEqual([]);
  });

  test("fails every check with another key", async () => {
    const checks = await verify(whole.store, whole.subject, other);
    expect(failed(checks)).toEqual(names);
    expect(detail(checks, "signature-bundle")).toContain("not made by this key");
    expect(detail(checks, "signature-legacy")).toContain("not made by this key");
  });

  test("fails at the check that the tampered content belongs to, whichever it is", async () => {
    const { store, subject, signed } = whole;
    const [signature, provenance, sbom, spdx] = signed.attestations;
    const bundle = (of = signature): string =>
      descriptorOf(mediaType.bundle, of?.bundle ?? bytes("")).digest;
    const expected: readonly (readonly [string, readonly string[]])[] = [
      [bundle(signature), ["signature-bundle", "foreign-bundle"]],
      [bundle(provenance), ["provenance-bundle", "foreign-bundle"]],
      [bundle(sbom), ["sbom-bundle", "foreign-bundle"]],
      [bundle(spdx), ["spdx-bundle", "foreign-bundle"]],
      [signed.simple.layer.digest, ["signature-legacy"]],
      [provenance?.layer.digest ?? "", ["provenance-legacy"]],
      [sbom?.layer.digest ?? "", ["sbom-legacy"]],
      [spdx?.layer.digest ?? "", ["spdx-legacy"]],
    ];
    for (const [digest, checks] of expected) {
      expect(failed(await verify(damaged(store, digest), subject))).toEqual(checks);
    }
  });

  test("fails where any manifest or config of its signatures is tampered with", async () => {
    const { store, subject } = whole;
    const bundles = await store.referrers(subject);
    for (const { digest } of bundles) {
      expect(failed(await verify(damaged(store, digest), subject))).toContain("foreign-bundle");
    }
    for (const [suffix, check] of [
      ["sig", "signature-legacy"],
      ["att", "sbom-legacy"],
    ] as const) {
      const tagged = await store.resolve(cosignTag(subject.digest, suffix));
      expect(failed(await verify(damaged(store, tagged.digest), subject))).toContain(check);
      const config = await configOf(store, tagged);
      expect(failed(await verify(damaged(store, config), subject))).toContain(check);
    }
  });
});

describe("an artifact without", () => {
  test.each<[string, Parts, readonly string[]]>([
    ["anything", { bundles: [], sig: [], att: [] }, names.slice(0, 8)],
    ["bundles", { bundles: [] }, names.filter((name) => name.endsWith("-bundle")).slice(0, 4)],
    [".sig", { sig: [] }, ["signature-legacy"]],
    [".att", { att: [] }, ["provenance-legacy", "sbom-legacy", "spdx-legacy"]],
  ])("%s fails and says what is missing", async (_name, parts, expected) => {
    const checks = await verify(...(await artifact("another", parts)));
    expect(failed(checks)).toEqual(expected);
    for (const name of expected) expect(detail(checks, name)).toMatch(/^there is no/u);
  });
});

describe("signatures of", () => {
  test("another artifact fail and name the artifact they are about", async () => {
    const { signed, subject } = whole;
    const checks = await verify(
      ...(await artifact("another", {
        bundles: signed.attestations,
        sig: [simplePart(signed)],
        att: attachedParts(signed),
      })),
    );
    expect(failed(checks)).toEqual(names);
    for (const name of names) expect(detail(checks, name)).toContain(`about ${subject.digest}`);
  });

  test("another key fail everywhere", async () => {
    const { descriptor } = chart("another");
    const theirs = await signAll(descriptor.digest, other);
    const checks = await verify(
      ...(await artifact("another", {
        bundles: theirs.attestations,
        sig: [simplePart(theirs)],
        att: attachedParts(theirs),
      })),
    );
    expect(failed(checks)).toEqual(names);
  });

  test("another key beside ours: a bundle is a fault, a .sig layer is none", async () => {
    const { descriptor } = chart("another");
    const ours = await signAll(descriptor.digest, signer);
    const theirs = await signAll(descriptor.digest, other);
    const both = await verify(
      ...(await artifact("another", {
        bundles: [...theirs.attestations, ...ours.attestations],
        sig: [simplePart(theirs), simplePart(ours)],
        att: [...attachedParts(theirs), ...attachedParts(ours)],
      })),
    );
    expect(failed(both)).toEqual(["foreign-bundle"]);
    expect(detail(both, "foreign-bundle")).toContain("not made by this key");
  });

  test("one part by another key fail there", async () => {
    const { descriptor } = chart("another");
    const ours = await signAll(descriptor.digest, signer);
    const theirs = await signAll(descriptor.digest, other);
    const [mine, sbom, rest] = [ours.attestations, theirs.attestations[2], ours.attestations[3]];
    if (sbom === undefined || rest === undefined) throw new Error("nothing signed");
    const mixed = [...mine.slice(0, 2), sbom, rest];
    const checks = await verify(...(await artifact("another", { bundles: mixed })));
    expect(failed(checks)).toEqual(["sbom-bundle", "foreign-bundle"]);
  });
});

describe("a statement", () => {
  test("announced as another one fails in the check of what it announces", async () => {
    const { descriptor } = chart("another");
    const { attestations } = await signAll(descriptor.digest, signer);
    const [signature, provenance, , spdx] = attestations;
    if (signature === undefined || provenance === undefined || spdx === undefined)
      throw new Error("nothing signed");
    const posing = { bundle: signature.bundle, predicateType: predicateType.cyclonedx };
    const checks = await verify(
      ...(await artifact("another", {
        bundles: [signature, provenance, { ...signature, ...posing }, spdx],
      })),
    );
    expect(failed(checks)).toEqual(["sbom-bundle", "foreign-bundle"]);
    expect(detail(checks, "sbom-bundle")).toContain("it announces https://cyclonedx.org/bom");
  });

  test("announced as another one in .att fails likewise", async () => {
    const { descriptor } = chart("another");
    const [, provenance] = (await signAll(descriptor.digest, signer)).attestations;
    if (provenance === undefined) throw new Error("nothing signed");
    const annotations = { ...provenance.layer.annotations, predicateType: predicateType.cyclonedx };
    const posing = { layer: { ...provenance.layer, annotations }, blob: provenance.envelope };
    const checks = await verify(...(await artifact("another", { att: [posing] })));
    expect(failed(checks)).toEqual(["provenance-legacy", "sbom-legacy", "spdx-legacy"]);
    expect(detail(checks, "sbom-legacy")).toContain("it announces");
  });

  test("without cosign's annotation in .att is not found by cosign and fails", async () => {
    const { descriptor } = chart("another");
    const signed = await signAll(descriptor.digest, signer);
    const att = attachedParts(signed).map(({ layer, blob }) => ({
      layer: {
        ...layer,
        annotations: { predicateType: layer.annotations?.["predicateType"] ?? "" },
      },
      blob,
    }));
    expect(failed(await verify(...(await artifact("another", { att }))))).toEqual([
      "provenance-legacy",
      "sbom-legacy",
      "spdx-legacy",
    ]);
  });
});

describe("a store that cannot be asked", () => {
  test.each(["NETWORK", "UNAUTHORIZED", "RATE_LIMITED"] as const)(
    "is no verdict: %s goes on to the caller",
    async (code) => {
      const source: Source = {
        ...damaged(whole.store, ""),
        referrers: () => Promise.reject(new BpError(code, "not now")),
      };
      await expect(verify(source, whole.subject)).rejects.toThrow(
        expect.objectContaining({ code }),
      );
    },
  );

  test("is a verdict where its list is not genuine", async () => {
    const source: Source = {
      ...damaged(whole.store, ""),
      referrers: () => Promise.reject(new BpError("DIGEST_MISMATCH", "not genuine")),
    };
    expect(failed(await verify(source, whole.subject))).toEqual([
      "signature-bundle",
      "provenance-bundle",
      "sbom-bundle",
      "spdx-bundle",
      "foreign-bundle",
    ]);
  });

  test("does not make a key of what is none", async () => {
    const policy = { $case: "publicKey", publicKey: "no key" } as const;
    const { store: source, subject } = whole;
    await expect(verifySignatures({ source, subject, policy })).rejects.toThrow(
      expect.objectContaining({ code: "BAD_KEY" }),
    );
  });
});

async function configOf(store: Store, target: Descriptor): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await store.fetch(target)) chunks.push(chunk);
  const { config } = JSON.parse(Buffer.concat(chunks).toString()) as { config: Descriptor };
  return config.digest;
}
