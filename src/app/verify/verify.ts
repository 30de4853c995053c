import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import type { Reference } from "../../model/reference.ts";
import { formatReference } from "../../model/reference.ts";
import type { Source } from "../../oci/index.ts";
import type { Policy } from "../../signing/index.ts";
import { publicKeyHint, readPublicKey, shownMatch } from "../../signing/index.ts";
import { accessCheck } from "./access-check.ts";
import type { Readers } from "./readers-check.ts";
import type { VerifyReport } from "./report.ts";
import { checkSubject, withRule } from "./subject.ts";

export interface VerifyInput {
  readonly reference: Reference;
  readonly source: Source;
  readonly policy: Policy;
  readonly spool: Spool;
  /** The same repository without a login, where it is one of a registry. */
  readonly anonymous?: Source | undefined;
  readonly readers?: Readers | undefined;
}

/**
 * Checks one artifact against a policy.
 * @throws BpError NOT_FOUND where the reference names nothing, USAGE where it has neither tag nor digest, BAD_KEY for a
 *   policy without a public key, and where the store cannot be asked
 */
export async function verify(input: VerifyInput): Promise<VerifyReport> {
  const { reference, source, policy, spool, readers } = input;
  const { tag, digest } = reference;
  const wanted = digest ?? tag;
  if (wanted === undefined) {
    throw new BpError(
      "USAGE",
      `${formatReference(reference)} names a repository, not an artifact`,
      {
        hint: "add a version, :1.2.3, or a digest, @sha256:…",
      },
    );
  }
  const shown = shownPolicy(policy);
  const subject = await source.resolve(wanted);
  const asked = tag === undefined ? undefined : { tag, name: repositoryName(reference) };
  const [found, access] = await Promise.all([
    checkSubject({ source, subject, asked, policy, spool, readers }),
    accessCheck(input.anonymous, subject.digest),
  ]);
  const checks = [...found, withRule(access)];
  const ok = checks.every((check) => check.ok);
  return {
    schemaVersion: 1,
    command: "verify",
    ok,
    exitCode: ok ? 0 : 1,
    findings: [],
    subject: { reference: formatReference(reference), digest: subject.digest },
    checks,
    policy: shown,
  };
}

function shownPolicy(policy: Policy): VerifyReport["policy"] {
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
