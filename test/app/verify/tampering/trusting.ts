import type { IdentityPolicy } from "../../../../src/signing/index.ts";
import type { KeylessScene } from "./scene.ts";

/** The parts of a trusted root that a case changes. */
export interface RootJson {
  certificateAuthorities: { validFor: { start: string; end?: string } }[];
  ctlogs: unknown;
  tlogs: unknown;
}

function ours({ signer }: KeylessScene): IdentityPolicy {
  if (signer.policy.$case !== "identity") throw new Error("signed by a key");
  return signer.policy;
}

/** Our policy with something of it changed. */
export function identityOf(
  change: Partial<IdentityPolicy>,
): (scene: KeylessScene) => IdentityPolicy {
  return (scene) => ({ ...ours(scene), ...change });
}

/** Our policy under a changed trusted root. */
export function rootOf(
  scene: KeylessScene,
  edit: (root: RootJson, scene: KeylessScene) => void,
): IdentityPolicy {
  const policy = ours(scene);
  const trustedRoot = structuredClone(policy.trustedRoot) as RootJson;
  edit(trustedRoot, scene);
  return { ...policy, trustedRoot };
}
