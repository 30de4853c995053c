import type { Case } from "./case.ts";
import { bundleFails, nothingHolds } from "./case.ts";
import {
  annotate,
  bundleOf,
  firstEntry,
  flipped,
  rebundle,
  resign,
  resignSimple,
} from "./edits.ts";
import type { KeylessScene } from "./scene.ts";
import { rootOf } from "./trusting.ts";

type KeylessCase = Case<KeylessScene>;

const logEntries: readonly KeylessCase[] = [
  {
    kind: "log entry",
    what: "a bit of the log's promise",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        const { inclusionPromise: promise } = firstEntry(bundle);
        if (promise) promise.signedEntryTimestamp = flipped(promise.signedEntryTimestamp);
      }),
    fails: bundleFails(),
    says: /: the log entry's promise does not hold/u,
  },
  {
    kind: "log entry",
    what: "another time in the entry",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        firstEntry(bundle).integratedTime = "1700000000";
      }),
    fails: bundleFails(),
    says: /: the log entry's promise does not hold/u,
  },
  {
    kind: "log entry",
    what: "a bit of the proof's root",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        const { inclusionProof: proof } = firstEntry(bundle);
        if (proof) proof.rootHash = flipped(proof.rootHash);
      }),
    fails: bundleFails(),
    says: /: the log entry's proof does not hold/u,
  },
  {
    kind: "log entry",
    what: "a checkpoint of another log",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        const { checkpoint } = firstEntry(bundle).inclusionProof ?? {};
        if (checkpoint) checkpoint.envelope = checkpoint.envelope.replace(/^[^\n]+/u, "other - 1");
      }),
    fails: bundleFails(),
    says: /: the log entry.* does not hold/u,
  },
  {
    kind: "log entry",
    what: "no entry",
    tamper: ({ a }) =>
      rebundle(a, "provenance", ({ verificationMaterial: held }) => {
        held.tlogEntries = [];
      }),
    fails: bundleFails("provenance"),
    says: /: the log entry does not hold: expected 1/u,
  },
  {
    kind: "log entry",
    what: "the entry of another signature",
    tamper: ({ a }) => {
      const { tlogEntries } = bundleOf(a, "provenance").verificationMaterial;
      rebundle(a, "signature", (bundle) => {
        bundle.verificationMaterial.tlogEntries = tlogEntries;
      });
    },
    fails: bundleFails(),
    says: /: the log entry does not hold/u,
  },
  {
    kind: "log entry",
    what: "a .sig without its entry",
    tamper: ({ a }) => annotate(a, "sig", "cosignBundle", () => undefined),
    fails: ["signature-legacy"],
    says: /: the log entry does not hold: expected 1/u,
  },
  {
    kind: "log entry",
    what: "a log that is not trusted",
    policy: (scene) =>
      rootOf(scene, (root, { rogue }) => {
        root.tlogs = rogue.trustedRoot["tlogs"];
      }),
    fails: nothingHolds,
    says: /: the log entry's (?:promise|proof) does not hold/u,
  },
];

const timestamps: readonly KeylessCase[] = [
  {
    kind: "timestamp",
    what: "a bit of the timestamp's signature",
    tamper: ({ a }) =>
      rebundle(a, "signature", ({ verificationMaterial: { timestampVerificationData: data } }) => {
        for (const one of data.rfc3161Timestamps)
          one.signedTimestamp = flipped(one.signedTimestamp, 0.98);
      }),
    fails: bundleFails(),
    says: /: the timestamp (?:does not hold|cannot be read)/u,
  },
  {
    kind: "timestamp",
    what: "the timestamp of another signature",
    tamper: ({ a }) => {
      const other = bundleOf(a, "sbom").verificationMaterial.timestampVerificationData;
      rebundle(a, "signature", (bundle) => {
        bundle.verificationMaterial.timestampVerificationData = other;
      });
    },
    fails: bundleFails(),
    says: /: the timestamp does not hold: timestamp could not be verified/u,
  },
  {
    kind: "timestamp",
    what: "a timestamp by another authority of the same name",
    tamper: ({ a }, { untimed }) => resign(a, "signature", untimed),
    fails: bundleFails(),
    says: /: the timestamp does not hold: timestamp could not be verified/u,
  },
  {
    kind: "timestamp",
    what: "nothing that vouches for a time",
    tamper: ({ a }) =>
      rebundle(a, "signature", (bundle) => {
        bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps = [];
        delete firstEntry(bundle).inclusionPromise;
      }),
    fails: bundleFails(),
    says: /: the timestamp does not hold: expected 1 timestamps, got 0/u,
  },
  {
    kind: "timestamp",
    what: "a .sig's timestamp by another authority",
    tamper: ({ a, subject }, { untimed }) => resignSimple(a, untimed, subject),
    fails: ["signature-legacy"],
    says: /: the timestamp does not hold/u,
  },
];

export const witnessCases: readonly KeylessCase[] = [...logEntries, ...timestamps];
