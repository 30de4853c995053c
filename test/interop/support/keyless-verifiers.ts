import { bp } from "./bp.ts";
import type { PredicateName } from "./cosign.ts";
import type { KeylessPublished } from "./keyless-published.ts";
import { REPOSITORY } from "./peers.ts";
import type { InstalledPeer } from "./peers.ts";
import { peersNamed } from "./peers.ts";
import type { Outcome } from "./process.ts";
import { run } from "./process.ts";

/** Who must have signed. */
export interface Who {
  readonly identity: string;
  readonly issuer: string;
}

/** What is asked: the signature, or one attestation by cosign's name of its type. */
export type Asked = "signature" | PredicateName;

/** A program that verifies what was signed by identity. */
export interface Verifier {
  readonly label: string;
  readonly present: boolean;
  /** Else it reads `.sig` and `.att` alone. */
  readonly readsBundles: boolean;
  readonly asks: readonly Asked[];
  /** What it must be told beside whom and what to trust; for the table. */
  readonly words: (published: KeylessPublished) => readonly string[];
  verify(published: KeylessPublished, who: Who, asked: Asked): Promise<Outcome>;
}

const all: readonly Asked[] = ["signature", "slsaprovenance1", "cyclonedx", "spdxjson"];

export function keylessVerifiers(): readonly Verifier[] {
  return [
    ...peersNamed("cosign").map(cosignVerifier),
    ...peersNamed("source-controller").map(fluxVerifier),
    bpVerifier,
  ];
}

function cosignVerifier(cosign: InstalledPeer): Verifier {
  const { label, present } = cosign;
  return {
    label,
    present,
    readsBundles: cosignReadsBundles(cosign),
    asks: all,
    words: (published) => cosignWords(cosign, published),
    verify: (published, who, asked) =>
      asked === "signature"
        ? cosignVerified(cosign, published, who, ["verify"])
        : cosignAttested(cosign, published, who, asked),
  };
}

function cosignReadsBundles({ version }: InstalledPeer): boolean {
  return !version.startsWith("2.4.");
}

/** Before 3.0.5 it looks at timestamps where it is told to, and else at the log's time, which Rekor's second API lacks. */
function cosignWords(cosign: InstalledPeer, { bundlesAlone }: KeylessPublished): readonly string[] {
  if (!cosignReadsBundles(cosign) || !cosign.version.startsWith("2.")) return [];
  return ["--new-bundle-format", ...(bundlesAlone ? ["--use-signed-timestamps"] : [])];
}

/** `cosign verify-attestation` by one of its names of a predicate type, or the type itself. */
export function cosignAttested(
  cosign: InstalledPeer,
  published: KeylessPublished,
  who: Who,
  type: string,
): Promise<Outcome> {
  return cosignVerified(cosign, published, who, ["verify-attestation", "--type", type]);
}

/** The first format takes its roots from the environment, bundles from a file. */
function cosignVerified(
  cosign: InstalledPeer,
  published: KeylessPublished,
  { identity, issuer }: Who,
  verb: readonly string[],
): Promise<Outcome> {
  const { scratch, legacyEnv, reference, root } = published;
  const readsBundles = cosignReadsBundles(cosign);
  const policy = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
  const loopback = ["--allow-http-registry", "--allow-insecure-registry"];
  const trusted = readsBundles ? ["--trusted-root", root] : [];
  const words = cosignWords(cosign, published);
  const args = [...verb, ...policy, ...loopback, ...trusted, ...words, reference];
  return run(cosign.path, args, { env: readsBundles ? scratch.env : legacyEnv });
}

function fluxVerifier(flux: InstalledPeer): Verifier {
  const { label, version, present, path } = flux;
  const readsBundles = !version.startsWith("1.7.");
  return {
    label,
    present,
    readsBundles,
    asks: ["signature"],
    words: () => [],
    verify({ legacyEnv, scratch, root, reference }, { identity, issuer }) {
      const args = ["-subject", whole(identity), "-issuer", whole(issuer)];
      return readsBundles
        ? run(path, [...args, "-trusted-root", root, reference], { env: scratch.env })
        : run(path, [...args, reference], { env: legacyEnv });
    },
  };
}

/** A regular expression that only this text fits. */
function whole(text: string): string {
  return `^${text.replaceAll(/[.?+*]/gu, "\\$&")}$`;
}

/** It looks at all of it at once. */
const bpVerifier: Verifier = {
  label: "bp verify",
  present: true,
  readsBundles: true,
  asks: ["signature"],
  words: () => [],
  verify({ scratch, root, reference }, { identity, issuer }) {
    const policy = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
    const args = ["-C", REPOSITORY, "verify", reference, ...policy, "--trusted-root", root];
    return bp(args, { cwd: scratch.folder, env: scratch.env });
  },
};
