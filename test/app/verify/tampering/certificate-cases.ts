import type { Signer } from "../../../../src/signing/index.ts";
import type { Case } from "./case.ts";
import { bundleFails, nothingHolds } from "./case.ts";
import { annotate, flipped, rebundle, resign, resignSimple } from "./edits.ts";
import type { KeylessScene } from "./scene.ts";
import { rootOf } from "./trusting.ts";

type KeylessCase = Case<KeylessScene>;

const minutes = 60_000;

type Clock = keyof KeylessScene["sigstore"]["clocks"];

/** What we sign while one of our Sigstore's clocks is ahead by far more than a certificate lives. */
async function ahead(
  { as, sigstore: { clocks } }: KeylessScene,
  which: Clock,
  sign: (signer: Signer) => Promise<void>,
): Promise<void> {
  const clock = clocks[which];
  const before = clock.getTime();
  const early = which === "certificates" ? undefined : await as({});
  clock.setTime(before + 20 * minutes);
  try {
    await sign(early ?? (await as({})));
  } finally {
    clock.setTime(before);
  }
}

function bundleAhead(what: string, which: Clock): KeylessCase {
  return {
    kind: "expired certificate",
    what,
    tamper: ({ a }, scene) => ahead(scene, which, (signer) => resign(a, "signature", signer)),
    fails: bundleFails(),
    says: /the certificate does not hold: it was valid from .*, and not when/u,
  };
}

const certificates: readonly KeylessCase[] = [
  {
    kind: "certificate",
    what: "a bit of a bundle's certificate",
    tamper: ({ a }) =>
      rebundle(a, "signature", ({ verificationMaterial: { certificate } }) => {
        if (certificate) certificate.rawBytes = flipped(certificate.rawBytes, 0.4);
      }),
    fails: bundleFails(),
    says: /: the certificate (?:does not hold|cannot be read)/u,
  },
  {
    kind: "certificate",
    what: "a certificate cut short",
    tamper: ({ a }) =>
      rebundle(a, "signature", ({ verificationMaterial: { certificate } }) => {
        if (certificate) certificate.rawBytes = certificate.rawBytes.slice(0, 400);
      }),
    fails: bundleFails(),
    says: /: the certificate cannot be read/u,
  },
  {
    kind: "certificate",
    what: "a key in the certificate's place",
    tamper: ({ a }) =>
      rebundle(a, "signature", ({ verificationMaterial: held }) => {
        delete held.certificate;
        held.publicKey = { hint: "a2V5" };
      }),
    fails: bundleFails(),
    says: /signed with a key, not with a certificate/u,
  },
  {
    kind: "certificate",
    what: "a .sig without its certificate",
    tamper: ({ a }) => annotate(a, "sig", "cosignCertificate", () => undefined),
    fails: ["signature-legacy"],
    says: /the layer holds no certificate/u,
  },
];

const chains: readonly KeylessCase[] = [
  {
    kind: "chain",
    what: "a bundle under another authority of the same name",
    tamper: ({ a }, { uncertified }) => resign(a, "signature", uncertified),
    fails: bundleFails(),
    says: /the certificate does not hold: Failed to verify certificate chain/u,
  },
  {
    kind: "chain",
    what: "a .sig under another authority of the same name",
    tamper: ({ a, subject }, { uncertified }) => resignSimple(a, uncertified, subject),
    fails: ["signature-legacy"],
    says: /the certificate does not hold: Failed to verify certificate chain/u,
  },
  {
    kind: "chain",
    what: "an authority that was not trusted any more",
    policy: (scene) =>
      rootOf(scene, (root) => {
        for (const one of root.certificateAuthorities)
          one.validFor.end = "2021-01-01T00:00:00.000Z";
      }),
    fails: nothingHolds,
    says: /the certificate does not hold: Failed to verify certificate chain/u,
  },
  {
    kind: "chain",
    what: "a certificate log that is not trusted",
    policy: (scene) =>
      rootOf(scene, (root, { rogue }) => {
        root.ctlogs = rogue.trustedRoot["ctlogs"];
      }),
    fails: nothingHolds,
    says: /the certificate does not hold: SCT verification failed/u,
  },
];

const expired: readonly KeylessCase[] = [
  bundleAhead("logged after its end", "log"),
  bundleAhead("timestamped after its end", "timestamps"),
  bundleAhead("signed before its beginning", "certificates"),
  {
    kind: "expired certificate",
    what: "a .sig logged after its end",
    tamper: ({ a, subject }, scene) =>
      ahead(scene, "log", (signer) => resignSimple(a, signer, subject)),
    fails: ["signature-legacy"],
    says: /the certificate does not hold: it was valid from .*, and not when/u,
  },
];

export const certificateCases: readonly KeylessCase[] = [...certificates, ...chains, ...expired];
