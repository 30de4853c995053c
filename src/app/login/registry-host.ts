import { BpError } from "../../model/error.ts";
import { parseTarget } from "../../model/reference.ts";

/**
 * The host of a registry as a user names it: `ghcr.io`, `oci://ghcr.io`, `https://ghcr.io/`.
 * @throws BpError BAD_REFERENCE, USAGE where a repository is named
 */
export function registryHost(text: string): string {
  const target = parseTarget(text.replace(/^https?:\/\//u, ""));
  if (target.kind === "registry" && target.path === "") return target.host.toLowerCase();
  const host = target.kind === "registry" ? target.host : "";
  throw new BpError("USAGE", `${text.slice(0, 200)} is not a registry`, {
    hint: host === "" ? "give its host, as ghcr.io" : `a login is for a host: ${host}`,
  });
}
