import { BpError } from "../../model/error.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import type { EvidenceRules, Formats, TextMatch } from "../../signing/index.ts";
import { parseYaml } from "../../yaml/index.ts";
import { membersOf, textOf, wrong } from "../config-read.ts";
import { matchOf } from "../config-signing.ts";
import type { RequiredAttestation } from "./attestation-check.ts";
import { readAttestation } from "./read-attestation.ts";

/** One who may have signed. */
export type SignerRule =
  /** A file beside the policy, or env://NAME. */
  { readonly key: string } | { readonly identity: TextMatch; readonly issuer: TextMatch };

/** What a policy file asks of an artifact. */
export interface PolicyFile {
  /** One of them must have signed all of it. */
  readonly signers: readonly SignerRule[];
  /** A file beside the policy. */
  readonly trustedRoot: string | undefined;
  readonly log: EvidenceRules["log"];
  /** In milliseconds. */
  readonly maxAge: number | undefined;
  /** What must be there of cosign's two formats; undefined: as the artifact is logged. */
  readonly formats: Formats | undefined;
  readonly attestations: readonly RequiredAttestation[];
}

const known = ["signers", "trustedRoot", "log", "maxAge", "formats", "attestations"];
const signerKeys = ["key", "identity", "identityRegexp", "issuer", "issuerRegexp"];

/** @throws BpError CONFIG with file, line and column of what is wrong */
export function parsePolicy(text: string, file: string): PolicyFile {
  const { documents, findings } = parseYaml(text, file);
  const fault = findings.find(({ severity }) => severity === "error");
  if (fault !== undefined)
    throw new BpError("CONFIG", `${file}:${fault.line}:${fault.column}: ${fault.message}`);
  const root = documents[0]?.root;
  if (root === undefined) throw new BpError("CONFIG", `${file}: the policy is empty`);
  const members = membersOf(root, "a policy", known);
  const signers = itemsOf(members.get("signers"), "signers").map(signerRule);
  if (signers.length === 0)
    throw wrong(root, "the policy names no signers: a signature by anybody proves nothing");
  const trustedRoot = members.get("trustedRoot");
  const maxAge = members.get("maxAge");
  return {
    signers,
    trustedRoot: trustedRoot && textOf(trustedRoot, "trustedRoot"),
    log: wordOf(members.get("log"), "log", ["required", "optional"]),
    maxAge: maxAge && age(maxAge),
    formats: wordOf(members.get("formats"), "formats", ["both", "bundle"]),
    attestations: itemsOf(members.get("attestations"), "attestations").map(readAttestation),
  };
}

function itemsOf(node: YamlNode | undefined, name: string): readonly YamlNode[] {
  if (node === undefined) return [];
  if (node.kind === "sequence") return node.items;
  throw wrong(node, `${name} must be a list`);
}

function signerRule(node: YamlNode): SignerRule {
  const members = membersOf(node, "a signer", signerKeys);
  const text = (name: string): string | undefined => {
    const value = members.get(name);
    return value && textOf(value, name);
  };
  const key = text("key");
  const identity = matchOf(text("identity"), text("identityRegexp"));
  const issuer = matchOf(text("issuer"), text("issuerRegexp"));
  if (key !== undefined && identity === undefined && issuer === undefined) return { key };
  if (key === undefined && identity !== undefined && issuer !== undefined)
    return { identity, issuer };
  throw wrong(node, "a signer is a key, or an identity and the issuer that vouches for it");
}

function wordOf<T extends string>(
  node: YamlNode | undefined,
  name: string,
  words: readonly T[],
): T | undefined {
  if (node === undefined) return undefined;
  const text = textOf(node, name);
  const found = words.find((one) => one === text);
  if (found !== undefined) return found;
  throw wrong(node, `${name} must be ${words.join(" or ")}`);
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function age(node: YamlNode): number {
  const text = textOf(node, "maxAge");
  const [, amount = "", unit = ""] = /^([1-9]\d{0,4})([mhd])$/u.exec(text) ?? [];
  const ms = Number(amount) * (units[unit] ?? Number.NaN);
  if (ms > 0) return ms;
  throw wrong(node, "maxAge must be a number with m, h or d, as 90d");
}
