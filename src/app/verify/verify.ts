import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import type { Reference, Target } from "../../model/reference.ts";
import { formatReference, wantedIn } from "../../model/reference.ts";
import type { Source } from "../../oci/index.ts";
import type { Formats, Policy } from "../../signing/index.ts";
import { publicKeyHint, readPublicKey, shownMatch } from "../../signing/index.ts";
import type { Readers } from "../signature-formats.ts";
import { accessCheck } from "./access-check.ts";
import type { RequiredAttestation } from "./attestation-check.ts";
import { verifyClosure } from "./closure.ts";
import type { DependencyReport, VerifyCheck, VerifyReport } from "./report.ts";
import { checkSubject, withRule } from "./subject.ts";

export interface VerifyInput {
  readonly reference: Reference;
  readonly open: (target: Target) => Source;
  /** Who may have signed: one of them must have signed all of it. */
  readonly policies: readonly [Policy, ...Policy[]];
  readonly attestations?: readonly RequiredAttestation[];
  readonly spool: Spool;
  /** The same repository without a login, where it is one of a registry. */
  readonly anonymous?: Source | undefined;
  readonly readers?: Readers | undefined;
  /** What must be there of the two formats; undefined: as the artifact is logged. */
  readonly formats?: Formats | undefined;
  /** Verify what it depends on too; chart names that differ from their blueprint's, by that. */
  readonly deep?: { readonly charts: ReadonlyMap<string, string> } | undefined;
}

/**
 * Checks one artifact against a policy, and with `deep` all that it depends on.
 * @throws BpError NOT_FOUND where the reference names nothing, USAGE where it has neither tag nor digest, BAD_KEY for a
 *   policy without a public key, and where the store cannot be asked
 */
export async function verify(input: VerifyInput): Promise<VerifyReport> {
  const { reference } = input;
  const policies = input.policies.map(shownPolicy);
  const found = await verifyOne(input, reference);
  const access = await accessCheck(input.anonymous, found.digest);
  const checks = [...found.checks, withRule(access)];
  const dependencies = input.deep && (await closureOf(input, input.deep.charts));
  const ok = [...checks, ...(dependencies ?? [])].every((one) => one.ok);
  return {
    schemaVersion: 1,
    command: "verify",
    ok,
    exitCode: ok ? 0 : 1,
    findings: [],
    subject: { reference: formatReference(reference), digest: found.digest },
    checks,
    policy: policies[found.policy] ?? shownPolicy(input.policies[0]),
    ...(dependencies === undefined ? {} : { dependencies }),
  };
}

/** @throws BpError USAGE for a digest: what depends on what goes by versions */
function closureOf(
  input: VerifyInput,
  charts: ReadonlyMap<string, string>,
): Promise<readonly DependencyReport[]> {
  const { reference, open } = input;
  if (reference.tag === undefined)
    throw new BpError("USAGE", "--deep takes a version, not a digest", {
      hint: "name the artifact by its tag, as host/path:1.2.3",
    });
  const root = { reference, version: reference.tag };
  return verifyClosure({ root, open, charts, verify: (one) => verifyOne(input, one) });
}

interface VerifiedOne {
  readonly digest: Digest;
  readonly checks: readonly VerifyCheck[];
  /** The index of the policy that fits best. */
  readonly policy: number;
}

/** Each policy is held against the whole: two signers that share an artifact are refused by its consumers. */
async function verifyOne(input: VerifyInput, reference: Reference): Promise<VerifiedOne> {
  const { policies, spool, readers, formats, attestations = [] } = input;
  const { tag } = reference;
  const source = input.open(reference.target);
  const subject = await source.resolve(wantedIn(reference));
  const asked = tag === undefined ? undefined : { tag, name: repositoryName(reference) };
  let best: VerifiedOne | undefined;
  for (const [index, policy] of policies.entries()) {
    const one = { source, subject, asked, policy, formats, spool, readers, attestations };
    const checks = await checkSubject(one);
    if (best === undefined || failures(checks) < failures(best.checks))
      best = { digest: subject.digest, checks, policy: index };
    if (failures(checks) === 0) break;
  }
  if (best === undefined) throw new TypeError("there is a policy at least");
  return best;
}

function failures(checks: readonly VerifyCheck[]): number {
  return checks.filter(({ ok }) => !ok).length;
}

/** The policy as a report names it. */
export function shownPolicy(policy: Policy): VerifyReport["policy"] {
  if (policy.$case === "publicKey")
    return { kind: "key", hint: publicKeyHint(readPublicKey(policy.publicKey)) };
  const { identity, issuer } = policy;
  return { kind: "identity", identity: shownMatch(identity), issuer: shownMatch(issuer) };
}

/** The last part of the repository's path; undefined for a layout that is named by a dot alone. */
function repositoryName({ target }: Reference): string | undefined {
  const path = target.kind === "registry" ? target.path : `${target.folder}/${target.path}`;
  const [last] = path
    .split(/[\\/]/u)
    .filter((part) => part !== "")
    .slice(-1);
  return last === "." || last === ".." ? undefined : last;
}
