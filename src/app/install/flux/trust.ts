import { readPublicKey } from "../../../signing/index.ts";
import type { KeyStore } from "../../keys.ts";
import { policyAt } from "../../keys.ts";
import type { FluxTrust } from "./flux-settings.ts";

/**
 * Trust in the public key at a place, as `--key` takes it. A private key never comes into a manifest.
 * @throws BpError BAD_KEY where there is none, or no public one
 */
export async function keyTrust(location: string, keys: KeyStore): Promise<FluxTrust> {
  const { publicKey } = await policyAt(location, keys);
  readPublicKey(publicKey);
  return { kind: "key", pem: publicKey };
}
