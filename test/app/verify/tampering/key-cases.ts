import { mediaType } from "../../../../src/model/media-type.ts";
import { isAtt, isBundle, isSig, kinds } from "../../../e2e/tampered.ts";
import type { LayoutEdit } from "../../../support/layout-edit.ts";
import type { Case } from "./case.ts";
import { bundleFails } from "./case.ts";
import {
  annotate,
  besides,
  bundleOf,
  envelopeIn,
  flipped,
  reattach,
  rebundle,
  referrer,
  resign,
  signStatementOf,
} from "./edits.ts";
import type { Scene } from "./scene.ts";

type KeyCase = Case<Scene>;

const signatures: readonly KeyCase[] = [
  {
    kind: "signature",
    what: "a bit of a bundle's signature",
    tamper: ({ a }) =>
      rebundle(a, "provenance", (bundle) => {
        for (const one of envelopeIn(bundle).signatures) one.sig = flipped(one.sig);
      }),
    fails: bundleFails("provenance"),
    says: /the signature was not made by this key/u,
  },
  {
    kind: "signature",
    what: "a bit of the .sig's signature",
    tamper: ({ a }) => annotate(a, "sig", "cosignSignature", (text) => flipped(text)),
    fails: ["signature-legacy"],
    says: /the signature was not made by this key/u,
  },
  {
    kind: "signature",
    what: "two signatures in an envelope",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        const envelope = envelopeIn(bundle);
        envelope.signatures = [...envelope.signatures, ...envelope.signatures];
      }),
    fails: bundleFails(),
    says: /the envelope has not one signature/u,
  },
  {
    kind: "certificate",
    what: "a certificate in the key's place",
    tamper: ({ a }) =>
      rebundle(a, "signature", ({ verificationMaterial: held }) => {
        delete held.publicKey;
        held.certificate = { rawBytes: "a2V5" };
      }),
    fails: bundleFails(),
    says: /signed with a certificate, not with this key/u,
  },
];

function hinted(what: string, hint: string | undefined, says: RegExp): KeyCase {
  return {
    kind: "key hint",
    what,
    tamper: ({ a }) =>
      rebundle(a, "signature", ({ verificationMaterial: held }) => {
        held.publicKey = hint === undefined ? {} : { hint };
      }),
    fails: bundleFails(),
    says,
  };
}

const hints: readonly KeyCase[] = [
  hinted(
    "the hint of another key",
    Buffer.alloc(32).toString("base64"),
    /the key hint is A+=, not/u,
  ),
  hinted("a bit of the hint", flipped("a2V5"), /the key hint is .*, not/u),
  hinted("no hint", undefined, /the key hint is empty, not/u),
  {
    kind: "key hint",
    what: "a keyid, which Go's verifiers take for one",
    tamper: ({ a }) =>
      rebundle(a, "sbom", (bundle) => {
        for (const one of envelopeIn(bundle).signatures) one.keyid = "SHA256:other";
      }),
    fails: bundleFails("sbom"),
    says: /the envelope's signature has a keyid/u,
  },
];

const statements: readonly KeyCase[] = [
  {
    kind: "statement subject",
    what: "a name without a digest, signed by us",
    tamper: ({ a }, { signer }) => resign(a, "provenance", signer, { subject: [{ name: "bp-a" }] }),
    fails: bundleFails("provenance"),
    says: /the statement names no subject/u,
  },
  {
    kind: "statement subject",
    what: "a digest of another algorithm alone, signed by us",
    tamper: ({ a, subject }, { signer }) =>
      resign(a, "signature", signer, { subject: [{ digest: { sha512: subject.slice(7) } }] }),
    fails: bundleFails(),
    says: /the statement names no subject/u,
  },
  {
    kind: "predicate",
    what: "another SBOM in both formats, signed by us",
    tamper: async ({ a }, { signer }) => {
      const predicate = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1 };
      await resign(a, "sbom", signer, { predicate });
      await reattach(a, "sbom", signer, { predicate });
    },
    fails: ["sbom"],
    says: /the SBOM in CycloneDX is not the one that is attested/u,
  },
  {
    kind: "predicate",
    what: "provenance that is announced as an SBOM",
    tamper: async ({ a }, { signer }) => {
      const { bundle } = await signStatementOf(a, "provenance", signer);
      a.replace(a.only(isBundle("sbom")), [referrer(a, "sbom", bundle)]);
    },
    fails: bundleFails("sbom"),
    says: /it announces https:\/\/cyclonedx.org\/bom and holds https:\/\/slsa.dev/u,
  },
  {
    kind: "predicate",
    what: "provenance that names no builder, in both formats, signed by us",
    tamper: async ({ a }, { signer }) => {
      const predicate = { buildDefinition: { buildType: "x", externalParameters: {} } };
      await resign(a, "provenance", signer, { predicate });
      await reattach(a, "provenance", signer, { predicate });
    },
    fails: ["provenance"],
    says: /the provenance names no builder/u,
  },
  {
    kind: "predicate",
    what: "no predicate type, signed by us",
    tamper: ({ a }, { signer }) => resign(a, "signature", signer, { predicateType: 1 }),
    fails: bundleFails(),
    says: /the statement has no predicate type/u,
  },
  {
    kind: "envelope type",
    what: "an .att's envelope of another type",
    tamper: ({ a }) => {
      const { payload, signatures: signed } = envelopeIn(bundleOf(a, "provenance"));
      attached(a, { payload, payloadType: "text/plain", signatures: signed });
    },
    fails: ["provenance-legacy"],
    says: /the envelope's payload is "text\/plain", not/u,
  },
  {
    kind: "envelope type",
    what: "a bundle's envelope of no type",
    tamper: ({ a }) =>
      rebundle(a, "sbom", (bundle) => {
        envelopeIn(bundle).payloadType = "";
      }),
    fails: bundleFails("sbom"),
    says: /the envelope's payload is "", not/u,
  },
  {
    kind: "envelope type",
    what: "a payload that is no statement, signed by us",
    tamper: ({ a }, { signer }) => resign(a, "signature", signer, { _type: "https://x.test/v1" }),
    fails: bundleFails(),
    says: /the payload is not an in-toto statement/u,
  },
];

/** Puts an envelope in the place of the provenance's in the `.att`. */
function attached(layout: LayoutEdit, envelope: object): void {
  const entry = layout.only(isAtt);
  const manifest = layout.manifest(entry.digest);
  const [first, ...more] = manifest.layers ?? [];
  const blob = layout.addJson(mediaType.dsse, envelope);
  const changed = { ...manifest, layers: [{ ...first, ...blob }, ...more] };
  layout.replace(entry, [{ ...entry, ...layout.addJson(mediaType.manifest, changed) }]);
}

const others: readonly KeyCase[] = [
  {
    kind: "replayed signature",
    what: "our .att of another artifact",
    tamper: ({ a, b }) => {
      a.addAll(b);
      const { digest, size } = b.only(isAtt);
      a.replace(a.only(isAtt), [{ ...a.only(isAtt), digest, size }]);
    },
    fails: ["provenance-legacy", "sbom-legacy", "spdx-legacy"],
    says: /the statement is about sha256:[0-9a-f]+, not about this artifact/u,
  },
  {
    kind: "downgraded format",
    what: "a bundle that says it is version 0.2",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        bundle.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2";
      }),
    fails: bundleFails(),
    says: /the bundle is not application\/vnd.dev.sigstore.bundle.v0.3\+json/u,
  },
  {
    kind: "downgraded format",
    what: "a signature over the digest alone, without a statement",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        delete bundle.dsseEnvelope;
        bundle.messageSignature = { signature: "AAAA" };
      }),
    fails: bundleFails(),
    says: /the bundle cannot be read: .*messageSignature/u,
  },
  {
    kind: "downgraded format",
    what: "the first format alone",
    tamper: ({ a }) => {
      a.setEntries(a.entries().filter(({ artifactType }) => artifactType !== mediaType.bundle));
    },
    fails: kinds.map((kind) => `${kind}-bundle`),
    says: /^there is no signature bundle/u,
  },
  {
    kind: "downgraded format",
    what: "the new format alone",
    tamper: ({ a }) => a.replace(a.only(isSig), []),
    fails: ["signature-legacy"],
    says: /^there is no .sig/u,
  },
  {
    kind: "foreign bundle",
    what: "a signature by another key beside ours",
    tamper: ({ a }, { stranger }) => besides(a, "signature", stranger),
    fails: ["foreign-bundle"],
    says: /the signature was not made by this key/u,
  },
  {
    kind: "foreign bundle",
    what: "what is no bundle, announced as one",
    tamper: ({ a }) => a.setEntries([...a.entries(), referrer(a, "signature", Buffer.from("{}"))]),
    fails: ["foreign-bundle"],
    says: /the bundle is not application/u,
  },
];

export const keyCases: readonly KeyCase[] = [...signatures, ...hints, ...statements, ...others];
