import type { YamlNode } from "../model/yaml-node.ts";
import type { TextMatch } from "../signing/index.ts";
import { membersOf, textOf, wrong } from "./config-read.ts";
import { signatureFormats } from "./signature-formats.ts";
import type { SignatureFormats } from "./signature-formats.ts";

/** How `publish` signs. */
export interface SigningConfig {
  /** The key, as `--key` takes it; undefined: an identity, where the environment has one. */
  readonly key: string | undefined;
  /** Addresses of Sigstore's services. */
  readonly fulcio: string;
  readonly rekor: string;
  /** Which of Rekor's two APIs the log has. */
  readonly rekorVersion: 1 | 2;
  /** No timestamp authority testifies where it is undefined: the log's time serves. */
  readonly timestamp: string | undefined;
  /** A Sigstore signing config's file, in the place of all these addresses. */
  readonly signingConfig: string | undefined;
  /** Who vouches for the person at a terminal, and as which program they are asked. */
  readonly oidcIssuer: string;
  readonly oidcClientId: string;
  readonly formats: SignatureFormats;
  /** The file of the trusted root; undefined: that of the public Sigstore. */
  readonly trustedRoot: string | undefined;
}

/** Whom `verify` trusts. */
export interface VerifyConfig {
  /** The public key, as `--key` takes it. */
  readonly key: string | undefined;
  readonly identity: { readonly identity: TextMatch; readonly issuer: TextMatch } | undefined;
  readonly trustedRoot: string | undefined;
  /** A policy file, relative to the workspace root, in the place of all the others. */
  readonly policy: string | undefined;
}

export const defaultSigning: SigningConfig = {
  key: undefined,
  fulcio: "https://fulcio.sigstore.dev",
  rekor: "https://rekor.sigstore.dev",
  rekorVersion: 1,
  timestamp: undefined,
  signingConfig: undefined,
  oidcIssuer: "https://oauth2.sigstore.dev/auth",
  oidcClientId: "sigstore",
  formats: "both",
  trustedRoot: undefined,
};

export const defaultVerify: VerifyConfig = {
  key: undefined,
  identity: undefined,
  trustedRoot: undefined,
  policy: undefined,
};

/** @throws BpError CONFIG with the place of what is wrong */
export function readSigning(node: YamlNode): SigningConfig {
  const { formats, rekorVersion, ...texts } = textsIn(node, "signing", signingKeys);
  const { signingConfig } = texts;
  const address = ["fulcio", "rekor", "timestamp"].find((name) => texts[name] !== undefined);
  if (signingConfig !== undefined && (address ?? rekorVersion) !== undefined)
    throw wrong(node, "signing.signingConfig names every service: no address stands beside it");
  return {
    ...defaultSigning,
    ...texts,
    rekorVersion: oneOf(node, "rekorVersion", rekorVersion, ["1", "2"]) === "2" ? 2 : 1,
    formats: oneOf(node, "formats", formats, signatureFormats) ?? defaultSigning.formats,
  };
}

const signingKeys = [
  "key",
  "fulcio",
  "rekor",
  "rekorVersion",
  "timestamp",
  "signingConfig",
  "oidcIssuer",
  "oidcClientId",
  "trustedRoot",
  "formats",
];

/** @throws BpError CONFIG for another word */
function oneOf<T extends string>(
  node: YamlNode,
  name: string,
  text: string | undefined,
  known: readonly T[],
): T | undefined {
  const found = known.find((one) => one === text);
  if (found !== undefined || text === undefined) return found;
  throw wrong(node, `signing.${name} must be ${known.join(" or ")}`);
}

/** @throws BpError CONFIG with the place of what is wrong */
export function readVerify(node: YamlNode): VerifyConfig {
  const known = [
    "key",
    "identity",
    "identityRegexp",
    "issuer",
    "issuerRegexp",
    "trustedRoot",
    "policy",
  ];
  const { key, trustedRoot, policy, ...texts } = textsIn(node, "verify", known);
  const identity = matchOf(texts["identity"], texts["identityRegexp"]);
  const issuer = matchOf(texts["issuer"], texts["issuerRegexp"]);
  if ((identity === undefined) !== (issuer === undefined))
    throw wrong(node, "verify names an identity and the issuer that vouches for it, or neither");
  if (identity !== undefined && key !== undefined)
    throw wrong(node, "verify names a key or an identity, not both");
  if (policy !== undefined && (key !== undefined || identity !== undefined))
    throw wrong(node, "verify.policy says whom to trust: nothing else does beside it");
  return {
    key,
    policy,
    identity: identity === undefined || issuer === undefined ? undefined : { identity, issuer },
    trustedRoot,
  };
}

/** An exact text goes before an expression. */
export function matchOf(
  exact: string | undefined,
  pattern: string | undefined,
): TextMatch | undefined {
  if (exact !== undefined) return { exact };
  return pattern === undefined ? undefined : { pattern };
}

function textsIn(
  node: YamlNode,
  name: string,
  known: readonly string[],
): Readonly<Record<string, string>> {
  const members = membersOf(node, name, known);
  if (members.size === 0) throw wrong(node, `${name} must hold ${known.join(", ")}`);
  return Object.fromEntries(
    [...members].map(([key, value]) => [key, wordOf(value, `${name}.${key}`)]),
  );
}

/** A number is taken as it is written, which a version may be. */
function wordOf(node: YamlNode, name: string): string {
  const isNumber = node.kind === "scalar" && typeof node.value === "number";
  return isNumber ? String(node.value) : textOf(node, name);
}
