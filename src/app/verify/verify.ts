import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import type { Reference } from "../../model/reference.ts";
import { formatReference } from "../../model/reference.ts";
import type { Source } from "../../oci/index.ts";
import type { KeyPolicy } from "../../signing/index.ts";
import { publicKeyHint, readPublicKey } from "../../signing/index.ts";
import type { VerifyReport } from "./report.ts";
import { checkSubject } from "./subject.ts";

export interface VerifyInput {
  readonly reference: Reference;
  readonly source: Source;
  readonly policy: KeyPolicy;
  readonly spool: Spool;
}

/**
 * Checks one artifact against a policy.
 * @throws BpError NOT_FOUND where the reference names nothing, USAGE where it has neither tag nor digest, BAD_KEY for a
 *   policy without a public key, and where the store cannot be asked
 */
export async function verify({
  reference,
  source,
  policy,
  spool,
}: VerifyInput): Promise<VerifyReport> {
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
  const hint = publicKeyHint(readPublicKey(policy.publicKey));
  const subject = await source.resolve(wanted);
  const asked = tag === undefined ? undefined : { tag, name: repositoryName(reference) };
  const checks = await checkSubject({ source, subject, asked, policy, spool });
  const ok = checks.every((check) => check.ok);
  return {
    schemaVersion: 1,
    command: "verify",
    ok,
    exitCode: ok ? 0 : 1,
    findings: [],
    subject: { reference: formatReference(reference), digest: subject.digest },
    checks,
    policy: { kind: "key", hint },
  };
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
