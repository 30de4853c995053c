import { writeFile } from "node:fs/promises";

import { trustedRootType } from "../../support/trusted-root.ts";
import type { InstalledPeer } from "./peers.ts";
import type { Outcome } from "./process.ts";
import { run } from "./process.ts";
import type { Scratch } from "./scratch.ts";

/** The formats of a signature: bundles as referrers, or the `.sig` and `.att` tags. */
export type Format = "bundle" | "legacy";

/** One way of calling a cosign. */
export interface CosignMode {
  readonly title: string;
  /** The formats that it looks for, in this order: the second where it can read none of the first. */
  readonly formats: readonly Format[];
  readonly flags: readonly string[];
  /** Whether it asks for a trusted root. */
  readonly trustedRoot?: boolean;
}

export interface CosignCall {
  readonly cosign: InstalledPeer;
  readonly mode: CosignMode;
  readonly publicKey: string;
  readonly scratch: Scratch;
}

export const PREDICATES = {
  slsaprovenance1: "https://slsa.dev/provenance/v1",
  cyclonedx: "https://cyclonedx.org/bom",
  spdxjson: "https://spdx.dev/Document",
} as const;

export type PredicateName = keyof typeof PREDICATES;

/** Every loopback call: our registries speak plain HTTP. */
const LOOPBACK = ["--allow-http-registry", "--allow-insecure-registry"];

/**
 * The ways of a version. 2.6.0 to 2.6.2 read bundles on request; 2.6.3 and later 2.6 look for them by
 * themselves; 3.x reads bundles unless told otherwise. Every 2.6 wants a trusted root for a bundle, even
 * for a key without a log: an empty one serves, and keeps it off the network.
 */
export function cosignModes(cosign: InstalledPeer): CosignMode[] {
  const asked = { title: "--new-bundle-format", formats: ["bundle"] } as const;
  const plain = { title: "no format flag" };
  if (cosign.version.startsWith("2.4.")) return [{ ...plain, formats: ["legacy"], flags: [] }];
  if (cosign.version === "2.6.2") {
    return [
      { ...plain, formats: ["legacy"], flags: [] },
      { ...asked, flags: ["--new-bundle-format"], trustedRoot: true },
    ];
  }
  if (cosign.version.startsWith("2.6.")) {
    return [
      { ...plain, formats: ["bundle", "legacy"], flags: [], trustedRoot: true },
      { ...asked, flags: ["--new-bundle-format"], trustedRoot: true },
    ];
  }
  return [
    { ...plain, formats: ["bundle", "legacy"], flags: [] },
    {
      title: "--new-bundle-format=false",
      formats: ["legacy"],
      flags: ["--new-bundle-format=false"],
    },
  ];
}

function trustedRootPath(scratch: Scratch): string {
  return scratch.path("trusted-root.json");
}

/** Writes the empty trusted root that `cosignVerify` names. */
export async function writeTrustedRoot(scratch: Scratch): Promise<void> {
  await writeFile(trustedRootPath(scratch), JSON.stringify({ mediaType: trustedRootType }));
}

/** `cosign verify`, or `cosign verify-attestation` where a predicate is named. */
export function cosignVerify(
  call: CosignCall,
  reference: string,
  predicate?: PredicateName,
): Promise<Outcome> {
  const verb = predicate ? ["verify-attestation", "--type", predicate] : ["verify"];
  const policy = ["--key", call.publicKey, "--insecure-ignore-tlog=true"];
  const root = call.mode.trustedRoot ? ["--trusted-root", trustedRootPath(call.scratch)] : [];
  const args = [...verb, ...policy, ...LOOPBACK, ...call.mode.flags, ...root, reference];
  return run(call.cosign.path, args, { env: call.scratch.env });
}
