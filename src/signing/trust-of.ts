import { keyTrust } from "./key-trust.ts";
import type { KeyPolicy, Policy } from "./policy.ts";
import { readPublicKey } from "./public-key.ts";
import type { Trust } from "./trust.ts";

/** @throws BpError BAD_KEY, USAGE for a policy that cannot be read */
export async function trustOf(policy: Policy): Promise<Trust> {
  if (policy.$case === "publicKey") return trustOfKey(policy);
  const { identityTrust } = await import("./keyless/identity-trust.ts");
  return identityTrust(policy);
}

/** What is asked for beside the key is looked at only where something is. */
async function trustOfKey({ publicKey, trustedRoot, evidence }: KeyPolicy): Promise<Trust> {
  const key = readPublicKey(publicKey);
  if (evidence === undefined || (evidence.log !== "required" && evidence.since === undefined))
    return keyTrust(key);
  const { witnessedKeyTrust } = await import("./keyless/witnessed-key-trust.ts");
  return witnessedKeyTrust(key, trustedRoot, evidence);
}
