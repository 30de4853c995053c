import { keyTrust } from "./key-trust.ts";
import type { Policy } from "./policy.ts";
import { readPublicKey } from "./public-key.ts";
import type { Trust } from "./trust.ts";

/** @throws BpError BAD_KEY, USAGE for a policy that cannot be read */
export async function trustOf(policy: Policy): Promise<Trust> {
  if (policy.$case === "publicKey") return keyTrust(readPublicKey(policy.publicKey));
  const { identityTrust } = await import("./keyless/identity-trust.ts");
  return identityTrust(policy);
}
