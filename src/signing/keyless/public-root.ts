import { TrustedRoot } from "@sigstore/protobuf-specs";

import { BpError } from "../../model/error.ts";
import { reasonOf } from "../refusal.ts";

/** Where the public Sigstore keeps its trusted root, under The Update Framework. */
const mirror = "https://tuf-repo-cdn.sigstore.dev";

export interface PublicRootOptions {
  readonly offline: boolean;
  /** Where updates are kept; a place of the library's own where it is left out. */
  readonly cachePath?: string;
}

/**
 * The trusted root of the public Sigstore as JSON, up to date by TUF; offline, the one that the TUF client was shipped
 * with, since the client does not start without asking.
 * @throws BpError NETWORK where it cannot be brought up to date
 */
export async function publicRoot({ offline, cachePath }: PublicRootOptions): Promise<unknown> {
  if (offline) return shippedRoot();
  const { getTrustedRoot } = await import("@sigstore/tuf");
  try {
    const root = await getTrustedRoot({
      mirrorURL: mirror,
      ...(cachePath === undefined ? {} : { cachePath }),
    });
    return TrustedRoot.toJSON(root);
  } catch (cause) {
    throw new BpError("NETWORK", `Sigstore's trusted root cannot be had: ${reasonOf(cause)}`, {
      hint: "give one with --trusted-root FILE, or take the one that bp came with: --offline",
      cause,
    });
  }
}

async function shippedRoot(): Promise<unknown> {
  const { default: seeds } = await import("@sigstore/tuf/seeds.json", { with: { type: "json" } });
  const shipped: Readonly<Record<string, { readonly targets: Readonly<Record<string, string>> }>> =
    seeds;
  const text = shipped[mirror]?.targets["trusted_root.json"] ?? "";
  return JSON.parse(Buffer.from(text, "base64").toString("utf8")) as unknown;
}
