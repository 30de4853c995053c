import { dirname, resolve } from "node:path";

import type { IdentityPolicy, KeyPolicy, Policy } from "../../app/keys.ts";
import { policyAt } from "../../app/keys.ts";
import type { PolicyFile } from "../../app/verify/policy-file.ts";
import { parsePolicy } from "../../app/verify/policy-file.ts";
import type { Context } from "../context.ts";
import { keyStore } from "../key-store.ts";
import { givenText } from "../read-text.ts";
import { slashes } from "../slashes.ts";
import { trustedRoot } from "../trusted-root.ts";
import type { Verification } from "./verify-policy.ts";

const limit = 1024 * 1024;

/**
 * What a policy file asks for; the files that it names lie beside it.
 * @param given the trusted root of an option, which goes before the file's
 * @throws BpError USAGE, CONFIG, BAD_KEY, NETWORK
 */
export async function policyIn(
  path: string,
  given: string | undefined,
  context: Context,
): Promise<Verification> {
  const file = parsePolicy(await givenText(path, { option: "--policy", limit }), slashes(path));
  const folder = dirname(path);
  const root = given ?? (file.trustedRoot && resolve(folder, file.trustedRoot));
  const trust = needsRoot(file) ? await trustedRoot(root, context) : undefined;
  const { attestations, formats } = file;
  const evidence = {
    log: file.log,
    since:
      file.maxAge === undefined ? undefined : new Date(context.ports.now().getTime() - file.maxAge),
  };
  const keys = keyStore(folder, context.environment);
  const policies: Policy[] = [];
  for (const signer of file.signers)
    policies.push(
      "key" in signer
        ? ({
            ...(await policyAt(signer.key, keys)),
            trustedRoot: trust,
            evidence,
          } satisfies KeyPolicy)
        : ({ $case: "identity", ...signer, trustedRoot: trust, evidence } satisfies IdentityPolicy),
    );
  const [first, ...more] = policies;
  if (first === undefined) throw new TypeError("a policy names a signer");
  return { policies: [first, ...more], attestations, formats, isOwnRoot: root !== undefined };
}

/** A key alone is held against nothing else: then nobody is asked for a trusted root. */
function needsRoot({ signers, log, maxAge }: PolicyFile): boolean {
  return log === "required" || maxAge !== undefined || signers.some((one) => !("key" in one));
}
