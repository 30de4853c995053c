import { isBundle, isSig } from "../../../e2e/tampered.ts";
import type { Case } from "./case.ts";
import { bundleFails } from "./case.ts";
import {
  annotate,
  besides,
  bundleOf,
  envelopeIn,
  firstEntry,
  flipped,
  reattach,
  rebundle,
  referrer,
  resign,
} from "./edits.ts";
import type { KeylessScene } from "./scene.ts";

type KeylessCase = Case<KeylessScene>;

const signatures: readonly KeylessCase[] = [
  {
    kind: "signature",
    what: "a bit of a bundle's signature",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        for (const one of envelopeIn(bundle).signatures) one.sig = flipped(one.sig);
      }),
    fails: bundleFails(),
    says: /: the signature does not hold/u,
  },
  {
    kind: "signature",
    what: "the signature of another statement",
    tamper: ({ a }) => {
      const { signatures: others } = envelopeIn(bundleOf(a, "provenance"));
      rebundle(a, "signature", (bundle) => {
        envelopeIn(bundle).signatures = others;
      });
    },
    fails: bundleFails(),
    says: /: the signature does not hold/u,
  },
  {
    kind: "signature",
    what: "a bit of the .sig's signature",
    tamper: ({ a }) => annotate(a, "sig", "cosignSignature", (text) => flipped(text)),
    fails: ["signature-legacy"],
    says: /: the signature does not hold/u,
  },
  {
    kind: "signature",
    what: "no signature in the envelope",
    tamper: ({ a }) =>
      rebundle(a, "sbom", (bundle) => {
        envelopeIn(bundle).signatures = [];
      }),
    fails: bundleFails("sbom"),
    says: /the envelope has not one signature/u,
  },
];

const others: readonly KeylessCase[] = [
  {
    kind: "statement subject",
    what: "about another digest, signed by us",
    tamper: ({ a }, { signer }) =>
      resign(a, "signature", signer, { subject: [{ digest: { sha256: "0".repeat(64) } }] }),
    fails: bundleFails(),
    says: /the statement is about sha256:0+, not about this artifact/u,
  },
  {
    kind: "statement subject",
    what: "an .att about nothing, signed by us",
    tamper: ({ a }, { signer }) => reattach(a, "provenance", signer, { subject: [] }),
    fails: ["provenance-legacy"],
    says: /the statement names no subject/u,
  },
  {
    kind: "predicate",
    what: "changed after it was signed",
    tamper: ({ a }) =>
      rebundle(a, "sbom", (bundle) => {
        const envelope = envelopeIn(bundle);
        const text = Buffer.from(envelope.payload, "base64").toString();
        envelope.payload = Buffer.from(text.replace("1.2.3", "1.2.4")).toString("base64");
      }),
    fails: bundleFails("sbom"),
    says: /: the signature does not hold/u,
  },
  {
    kind: "envelope type",
    what: "a bundle's envelope of another type",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        envelopeIn(bundle).payloadType = "application/json";
      }),
    fails: bundleFails(),
    says: /the envelope's payload is "application\/json", not/u,
  },
  {
    kind: "replayed signature",
    what: "our bundle of another artifact",
    tamper: ({ a, b }) => {
      const bundle = Buffer.from(JSON.stringify(bundleOf(b)));
      a.replace(a.only(isBundle("signature")), [referrer(a, "signature", bundle)]);
    },
    fails: bundleFails(),
    says: /the statement is about sha256:[0-9a-f]+, not about this artifact/u,
  },
  {
    kind: "replayed signature",
    what: "our .sig of another artifact",
    tamper: ({ a, b }) => {
      a.addAll(b);
      const { digest, size } = b.only(isSig);
      a.replace(a.only(isSig), [{ ...a.only(isSig), digest, size }]);
    },
    fails: ["signature-legacy"],
    says: /the payload is about sha256:[0-9a-f]+, not about this artifact/u,
  },
  {
    kind: "downgraded format",
    what: "a chain of certificates, as version 0.2 has it",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        const { certificate, ...held } = bundle.verificationMaterial;
        const x509CertificateChain = { certificates: [certificate] };
        bundle.verificationMaterial = { ...held, x509CertificateChain };
      }),
    fails: bundleFails(),
    says: /the bundle cannot be read: .*x509CertificateChain/u,
  },
  {
    kind: "downgraded format",
    what: "an entry with a promise alone, as version 0.1 has it",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        delete firstEntry(bundle).inclusionProof;
      }),
    fails: bundleFails(),
    says: /the bundle cannot be read/u,
  },
  {
    kind: "foreign bundle",
    what: "a signature by somebody else beside ours",
    tamper: ({ a }, { stranger }) => besides(a, "signature", stranger),
    fails: ["foreign-bundle"],
    says: /: the identity is https:\/\/github.com\/eve\/charts, not /u,
  },
  {
    kind: "foreign bundle",
    what: "provenance under another authority beside ours",
    tamper: ({ a }, { uncertified }) => besides(a, "provenance", uncertified),
    fails: ["foreign-bundle"],
    says: /: the certificate does not hold/u,
  },
];

export const statementCases: readonly KeylessCase[] = [...signatures, ...others];
