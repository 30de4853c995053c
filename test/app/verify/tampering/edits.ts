import { digestOf } from "../../../../src/model/digest.ts";
import { annotation, mediaType } from "../../../../src/model/media-type.ts";
import type { Attestation, Signer } from "../../../../src/signing/index.ts";
import { attest, signSimple } from "../../../../src/signing/index.ts";
import type { Kind } from "../../../e2e/tampered.ts";
import { isAtt, isBundle, isSig, types } from "../../../e2e/tampered.ts";
import type { Entry, LayoutEdit } from "../../../support/layout-edit.ts";

export interface LogEntry {
  integratedTime: string;
  canonicalizedBody: string;
  inclusionPromise?: { signedEntryTimestamp: string };
  inclusionProof?: { rootHash: string; checkpoint: { envelope: string } };
}

export interface BundleJson {
  mediaType: string;
  verificationMaterial: {
    certificate?: { rawBytes: string };
    publicKey?: { hint?: string };
    x509CertificateChain?: object;
    tlogEntries: LogEntry[];
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  dsseEnvelope?: {
    payload: string;
    payloadType: string;
    signatures: { sig: string; keyid?: string }[];
  };
  messageSignature?: object;
}

/** Another bit at a part of the whole. */
export function flipped(base64: string, from = 0.5): string {
  const bytes = Buffer.from(base64, "base64");
  const at = Math.floor(bytes.length * from);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64");
}

export function bundleOf(layout: LayoutEdit, kind: Kind = "signature"): BundleJson {
  const [layer] = layout.manifest(layout.only(isBundle(kind)).digest).layers ?? [];
  return JSON.parse(layout.read(layer?.digest ?? "").toString()) as BundleJson;
}

/** Puts a changed bundle in the place of the one that is there. */
export function rebundle(
  layout: LayoutEdit,
  kind: Kind,
  edit: (bundle: BundleJson) => unknown,
): void {
  const bundle = bundleOf(layout, kind);
  edit(bundle);
  const old = layout.only(isBundle(kind));
  layout.replace(old, [referrer(layout, kind, Buffer.from(JSON.stringify(bundle)))]);
}

/** A referrer like ours of this kind, around other bytes. */
export function referrer(layout: LayoutEdit, kind: Kind, bundle: Uint8Array): Entry {
  const entry = layout.only(isBundle(kind));
  const layers = [layout.add(mediaType.bundle, bundle)];
  const manifest = { ...layout.manifest(entry.digest), layers };
  return { ...entry, ...layout.addJson(mediaType.manifest, manifest) };
}

export function firstEntry({ verificationMaterial }: BundleJson): LogEntry {
  const [entry] = verificationMaterial.tlogEntries;
  if (entry === undefined) throw new Error("nothing was logged");
  return entry;
}

export function envelopeIn({
  dsseEnvelope,
}: BundleJson): Exclude<BundleJson["dsseEnvelope"], undefined> {
  if (dsseEnvelope === undefined) throw new Error("there is no envelope");
  return dsseEnvelope;
}

/** Signs another statement of this kind: ours with some fields changed. */
export function signStatementOf(
  layout: LayoutEdit,
  kind: Kind,
  signer: Signer,
  change: Readonly<Record<string, unknown>> = {},
): Promise<Attestation> {
  const { payload } = envelopeIn(bundleOf(layout, kind));
  const statement = JSON.parse(Buffer.from(payload, "base64").toString()) as object;
  const json = JSON.stringify({ ...statement, ...change });
  return attest({ predicateType: types[kind], payload: Buffer.from(json) }, signer);
}

/** Puts what somebody signs in the place of our bundle. */
export async function resign(
  layout: LayoutEdit,
  kind: Kind,
  signer: Signer,
  change: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { bundle } = await signStatementOf(layout, kind, signer, change);
  layout.replace(layout.only(isBundle(kind)), [referrer(layout, kind, bundle)]);
}

/** Puts what somebody signs beside our bundles. */
export async function besides(layout: LayoutEdit, kind: Kind, signer: Signer): Promise<void> {
  const { bundle } = await signStatementOf(layout, kind, signer);
  layout.setEntries([...layout.entries(), referrer(layout, kind, bundle)]);
}

type Which = "sig" | "att";

/** Puts other layers behind the tag of the first format. */
export function relayer(
  layout: LayoutEdit,
  which: Which,
  edit: (layer: Entry) => readonly Entry[],
): void {
  const entry = layout.only(which === "sig" ? isSig : isAtt);
  const manifest = layout.manifest(entry.digest);
  const layers = (manifest.layers ?? []).flatMap(edit);
  const changed = layout.addJson(mediaType.manifest, { ...manifest, layers });
  layout.replace(entry, [{ ...entry, ...changed }]);
}

/** Changes an annotation of every layer; undefined takes it away. */
export function annotate(
  layout: LayoutEdit,
  which: Which,
  name: keyof typeof annotation,
  edit: (value: string) => string | undefined,
): void {
  const key = annotation[name];
  relayer(layout, which, (layer) => {
    const { [key]: held = "", ...annotations } = { ...layer.annotations };
    const value = edit(held);
    return [
      {
        ...layer,
        annotations: value === undefined ? annotations : { ...annotations, [key]: value },
      },
    ];
  });
}

/** A `.sig` by somebody, about what they please. */
export async function resignSimple(
  layout: LayoutEdit,
  signer: Signer,
  subject: string,
): Promise<void> {
  const digest = subject.startsWith("sha256:") ? subject : digestOf(subject);
  const { payload, layer } = await signSimple(
    digest as ReturnType<typeof digestOf>,
    "x/bp-a",
    signer,
  );
  const blob = layout.add(layer.mediaType, payload);
  relayer(layout, "sig", () => [{ ...blob, annotations: layer.annotations ?? {} }]);
}

/** An `.att` whose layer of a kind is another envelope. */
export async function reattach(
  layout: LayoutEdit,
  kind: Kind,
  signer: Signer,
  change: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const made = await signStatementOf(layout, kind, signer, change);
  const blob = layout.add(mediaType.dsse, made.envelope);
  relayer(layout, "att", (layer) =>
    layer.annotations?.["predicateType"] === types[kind]
      ? [{ ...blob, annotations: made.layer.annotations ?? {} }]
      : [layer],
  );
}
