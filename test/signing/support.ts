import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import {
  buildArtifact,
  bundleReferrer,
  emptyConfig,
  legacyManifest,
} from "../../src/artifact/index.ts";
import { cosignTag } from "../../src/model/cosign-tag.ts";
import type { Descriptor } from "../../src/model/descriptor.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import type { Digest } from "../../src/model/digest.ts";
import { BpError } from "../../src/model/error.ts";
import { mediaType, predicateType } from "../../src/model/media-type.ts";
import type { Source, Store } from "../../src/oci/index.ts";
import { bytesContent, memoryStore } from "../../src/oci/index.ts";
import type { Attestation, SimpleSignature, Signer } from "../../src/signing/index.ts";
import {
  attest,
  generateKey,
  keySigner,
  provenance,
  provenanceStatement,
  sbomStatement,
  signSimple,
  signStatement,
} from "../../src/signing/index.ts";

export const golden: string = join(import.meta.dirname, "../golden/cosign");

export function goldenText(path: string): string {
  return readFileSync(join(golden, path), "utf8");
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The same bytes on every run, another sequence for every seed. */
export function seeded(seed: string): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    count += 1;
    return createHash("shake256", { outputLength: length }).update(`${seed} ${count}`).digest();
  };
}

export async function newSigner(seed: string): Promise<Signer> {
  const { privatePem } = await generateKey({ password: "", randomBytes: seeded(seed) });
  return keySigner(privatePem, "");
}

export function publicKeyOf({ policy }: Signer): string {
  if (policy.$case !== "publicKey") throw new Error("signed by a certificate");
  return policy.publicKey;
}

/** A chart's manifest with a content of its own. */
export function chart(content: string): { manifest: Uint8Array; descriptor: Descriptor } {
  const layer = descriptorOf(mediaType.helmChart, bytes(content));
  return buildArtifact({ config: bytes("{}"), chart: layer, annotations: {} });
}

export interface Signed {
  readonly attestations: readonly Attestation[];
  readonly simple: SimpleSignature;
}

export async function signAll(subject: Digest, signer: Signer): Promise<Signed> {
  const predicate = provenance({
    subject: { kind: "chart", name: "demo", version: "1.2.3", folder: "platform/demo" },
    subcharts: [],
    tool: { name: "bp", version: "0.1.0" },
    environment: {},
  });
  const cyclonedx = bytes('{"bomFormat":"CycloneDX","specVersion":"1.6","version":1}');
  const spdx = bytes('{"spdxVersion":"SPDX-2.3","packages":[]}');
  const statements = [
    signStatement(subject),
    provenanceStatement(subject, predicate),
    sbomStatement(subject, predicateType.cyclonedx, cyclonedx),
    sbomStatement(subject, predicateType.spdx, spdx),
  ];
  return {
    attestations: await Promise.all(statements.map((statement) => attest(statement, signer))),
    simple: await signSimple(subject, "ghcr.io/acme/charts/demo", signer),
  };
}

export async function put(store: Store, descriptor: Descriptor, data: Uint8Array): Promise<void> {
  await store.push(descriptor, bytesContent(data));
}

export async function putBundle(
  store: Store,
  subject: Descriptor,
  attestation: Pick<Attestation, "bundle" | "predicateType">,
): Promise<Descriptor> {
  const { bundle, predicateType } = attestation;
  const referrer = bundleReferrer(bundle, predicateType, subject);
  await put(store, emptyConfig.descriptor, emptyConfig.bytes);
  await put(store, descriptorOf(mediaType.bundle, bundle), bundle);
  await put(store, referrer.descriptor, referrer.manifest);
  return referrer.descriptor;
}

export interface LegacyPart {
  readonly layer: Descriptor;
  readonly blob: Uint8Array;
}

export async function putLegacy(
  store: Store,
  subject: Descriptor,
  suffix: "sig" | "att",
  parts: readonly LegacyPart[],
): Promise<void> {
  const made = legacyManifest({ layers: parts.map(({ layer }) => layer) });
  for (const { layer, blob } of parts) await put(store, layer, blob);
  await put(store, made.config, made.configBytes);
  await put(store, made.descriptor, made.manifest);
  await store.tag(made.descriptor, cosignTag(subject.digest, suffix));
}

export function simplePart({ simple }: Signed): LegacyPart {
  return { layer: simple.layer, blob: simple.payload };
}

/** Without the signature, which has its place in `.sig`. */
export function attachedParts({ attestations }: Signed): readonly LegacyPart[] {
  return attestations.slice(1).map(({ layer, envelope }) => ({ layer, blob: envelope }));
}

/** A repository with a chart and everything that signs and attests it. */
export async function publish(
  content: string,
  signer: Signer,
  store: Store = memoryStore(),
): Promise<Published> {
  const { manifest, descriptor: subject } = chart(content);
  const signed = await signAll(subject.digest, signer);
  await put(store, subject, manifest);
  const referrers: Descriptor[] = [];
  for (const attestation of signed.attestations) {
    referrers.push(await putBundle(store, subject, attestation));
  }
  await store.linkReferrers(subject, referrers);
  await putLegacy(store, subject, "sig", [simplePart(signed)]);
  await putLegacy(store, subject, "att", attachedParts(signed));
  return { store, subject, signed };
}

export interface Published {
  readonly store: Store;
  readonly subject: Descriptor;
  readonly signed: Signed;
}

/** A store in which one blob has been tampered with: what it gives is refused, as every store refuses it. */
export function damaged(store: Store, digest: string): Source {
  return {
    resolve: (reference) => store.resolve(reference),
    fetch: (target) => {
      if (target.digest !== digest) return store.fetch(target);
      throw new BpError("DIGEST_MISMATCH", `the content of ${digest} is not genuine`);
    },
    exists: (target) => store.exists(target),
    referrers: (subject, type) => store.referrers(subject, type),
    tags: () => store.tags(),
  };
}
