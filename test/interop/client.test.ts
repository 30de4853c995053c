import { registryFeatures } from "../oci/remote/registry-features.ts";
import type { TestedRegistry, Traits } from "../oci/remote/tested-registry.ts";
import { startDistribution, whyNoDistribution } from "../support/distribution.ts";
import { startBpServe } from "./support/bp-serve.ts";
import { peersNamed } from "./support/peers.ts";
import { startZot } from "./support/zot.ts";

/** The client's own suite, on registries of every make: native and fallback referrers. */

const distribution2: Traits = { native: false, sha512: false, untags: false, resumes: false };
const distribution3: Traits = { native: false, sha512: false, untags: true, resumes: true };

async function started(program: string, users = false): Promise<TestedRegistry> {
  const { host, stop } = await startDistribution({ program, users });
  return { host, close: stop };
}

registryFeatures(
  "docker-registry",
  () => started("docker-registry"),
  { ...distribution2, startWithUsers: () => started("docker-registry", true) },
  whyNoDistribution,
);

for (const { label, path, present } of peersNamed("distribution")) {
  registryFeatures(
    label,
    () => started(path),
    { ...distribution3, startWithUsers: () => started(path, true) },
    present ? undefined : "not built",
  );
}

for (const { label, path, present } of peersNamed("zot")) {
  registryFeatures(
    label,
    () => startZot(path),
    { native: true, sha512: true, untags: true, resumes: true },
    present ? undefined : "not built",
  );
}

registryFeatures(
  "bp serve",
  async () => {
    const { host, stop } = await startBpServe();
    return { host, close: stop };
  },
  { native: true, sha512: true, untags: true, resumes: true },
);
