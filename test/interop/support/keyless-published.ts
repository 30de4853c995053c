import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { serveRegistry } from "../../../src/oci/index.ts";
import { idToken, issuer, startSigstore, workflow } from "../../support/sigstore.ts";
import { mustBp } from "./bp.ts";
import { REPOSITORY } from "./peers.ts";
import type { LogVersion } from "./private-sigstore.ts";
import { startPrivateSigstore, whyNoSigstore } from "./private-sigstore.ts";
import type { Scratch } from "./scratch.ts";
import { makeScratch } from "./scratch.ts";
import { signedIn } from "./signed-in.ts";

/** Who certifies, logs and stamps, and the token with which it is asked. */
interface Services {
  readonly fulcio: string;
  readonly rekor: string;
  readonly timestamps: string;
  readonly logVersion: LogVersion;
  readonly trustedRoot: Readonly<Record<string, unknown>>;
  readonly token: string;
  readonly issuer: string;
  /** Whom the token names; the workflow where it is left out. */
  readonly identity?: string;
  stop(): Promise<void>;
}

/** A Sigstore of either kind. */
export interface Kind {
  readonly title: string;
  /** Signed where the first format has no place: bundles alone are there. */
  readonly bundlesAlone: boolean;
  readonly skipped: string | undefined;
  start(scratch: Scratch): Promise<Services>;
}

export const kinds: readonly Kind[] = [
  {
    // Its certificates, log entries, proofs and timestamps are signed for real.
    title: "@sigstore/mock behind HTTP",
    bundlesAlone: false,
    skipped: undefined,
    async start() {
      const { url, trustedRoot, close } = await startSigstore();
      const token = idToken({ iss: issuer, sub: workflow });
      const services = { fulcio: url, rekor: url, timestamps: url, trustedRoot };
      return { ...services, logVersion: 1, token, issuer, stop: close };
    },
  },
  privateKind("fulcio, tesseract, rekor over trillian, timestamp authority", 1),
  privateKind("fulcio, tesseract, rekor-tiles, timestamp authority", 2),
];

function privateKind(title: string, logVersion: LogVersion): Kind {
  return {
    title,
    bundlesAlone: logVersion === 2,
    skipped: whyNoSigstore(logVersion),
    async start(scratch) {
      const { issuer, people: _, ...services } = await startPrivateSigstore(scratch, logVersion);
      return { ...services, logVersion, issuer: issuer.url, token: issuer.token(claims) };
    },
  };
}

/** A person signs in by their browser, and Fulcio itself takes the token. */
export const personKind: Kind = {
  title: "fulcio for a person, tesseract, rekor-tiles, timestamp authority",
  bundlesAlone: true,
  skipped: whyNoSigstore(2),
  async start(scratch) {
    const { people, issuer: _, ...services } = await startPrivateSigstore(scratch, 2);
    const { claims: who } = people;
    const { text: token } = await signedIn(people.url);
    return {
      ...services,
      logVersion: 2,
      issuer: people.url,
      token,
      identity: String(who["email"]),
    };
  },
};

/** What GitHub says of the run of a workflow (docs.github.com, "OpenID Connect reference"). */
const claims = {
  sub: "repo:acme/charts:ref:refs/heads/main",
  job_workflow_ref: "acme/charts/.github/workflows/release.yaml@refs/heads/main",
  job_workflow_sha: "0123456789abcdef0123456789abcdef01234567",
  sha: "0123456789abcdef0123456789abcdef01234567",
  event_name: "push",
  repository: "acme/charts",
  repository_id: "1",
  repository_owner: "acme",
  repository_owner_id: "2",
  repository_visibility: "public",
  workflow: "release",
  workflow_ref: "acme/charts/.github/workflows/release.yaml@refs/heads/main",
  workflow_sha: "0123456789abcdef0123456789abcdef01234567",
  ref: "refs/heads/main",
  runner_environment: "github-hosted",
  run_id: "3",
  run_attempt: "1",
};

/** A product of ours, published by identity. */
export interface KeylessPublished {
  readonly bundlesAlone: boolean;
  readonly scratch: Scratch;
  readonly reference: string;
  readonly identity: string;
  readonly issuer: string;
  /** How bp signs as this identity, for more of it. */
  readonly signing: readonly string[];
  readonly signingEnv: NodeJS.ProcessEnv;
  /** A trusted root's file. */
  readonly root: string;
  /** The environment with the roots that verifiers of the first format take from it. */
  readonly legacyEnv: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

export async function publishKeyless({ start, bundlesAlone }: Kind): Promise<KeylessPublished> {
  const scratch = makeScratch();
  const services = await start(scratch);
  const registry = await serveRegistry({ root: scratch.path("registry") });
  const stop = async (): Promise<void> => {
    await registry.close();
    await services.stop();
    await scratch.remove();
  };
  const signing = signingWords(scratch, services);
  const signingEnv = { ...scratch.env, SIGSTORE_ID_TOKEN: services.token };
  try {
    await writeRoots(services.trustedRoot as unknown as Root, scratch.folder);
    const args = ["-C", REPOSITORY, "publish", "axon", "--to", `${registry.host}/charts`];
    await mustBp([...args, ...signing], { cwd: scratch.folder, env: signingEnv });
  } catch (error) {
    await stop();
    throw error;
  }
  const legacyEnv = {
    ...scratch.env,
    SIGSTORE_ROOT_FILE: scratch.path("ca.pem"),
    SIGSTORE_REKOR_PUBLIC_KEY: scratch.path("rekor.pem"),
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: scratch.path("ct.pem"),
  };
  const reference = `${registry.host}/charts/bp-axon:1.1.0`;
  const { issuer } = services;
  const root = scratch.path("root.json");
  const signer = { identity: services.identity ?? workflow, issuer };
  const asUs = { signing, signingEnv };
  return { bundlesAlone, ...asUs, scratch, reference, ...signer, root, legacyEnv, stop };
}

function signingWords(scratch: Scratch, services: Services): readonly string[] {
  const { fulcio, rekor, logVersion, timestamps } = services;
  const log = ["--rekor-url", rekor, "--rekor-version", String(logVersion)];
  const addresses = ["--fulcio-url", fulcio, ...log, "--timestamp-server-url", timestamps];
  return ["--sign", "keyless", ...addresses, "--trusted-root", scratch.path("root.json")];
}

interface Root {
  readonly certificateAuthorities: readonly {
    readonly certChain: { readonly certificates: readonly { readonly rawBytes: string }[] };
  }[];
  readonly tlogs: readonly Log[];
  readonly ctlogs: readonly Log[];
}

interface Log {
  readonly publicKey: { readonly rawBytes: string };
}

async function writeRoots(root: Root, folder: string): Promise<void> {
  const certificates = root.certificateAuthorities.flatMap(({ certChain }) =>
    certChain.certificates.map(({ rawBytes }) => pem("CERTIFICATE", rawBytes)),
  );
  const files = {
    "root.json": JSON.stringify(root),
    "ca.pem": certificates.join(""),
    "rekor.pem": keys(root.tlogs),
    "ct.pem": keys(root.ctlogs),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

function keys(logs: readonly Log[]): string {
  return logs.map(({ publicKey }) => pem("PUBLIC KEY", publicKey.rawBytes)).join("");
}

function pem(label: string, base64: string): string {
  const lines = base64.match(/.{1,64}/gu) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
