import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Users } from "../../../src/oci/index.ts";
import { serveRegistry, singleUser } from "../../../src/oci/index.ts";
import { startDistribution, whyNoDistribution } from "../../support/distribution.ts";
import { registryFeatures } from "./registry-features.ts";
import type { TestedRegistry } from "./tested-registry.ts";

async function own(users?: Users): Promise<TestedRegistry> {
  const root = await mkdtemp(join(tmpdir(), "bp-features-"));
  const server = await serveRegistry({ root, ...(users === undefined ? {} : { users }) });
  const close = async (): Promise<void> => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  };
  return { host: server.host, close };
}

async function distribution(users = false): Promise<TestedRegistry> {
  const { host, stop } = await startDistribution({ users });
  return { host, close: stop };
}

registryFeatures("our own registry", () => own(), {
  native: true,
  sha512: true,
  untags: true,
  resumes: true,
  startWithUsers: () => own(singleUser("mona", "right-one")),
});

registryFeatures(
  "Docker distribution 2.8",
  () => distribution(),
  {
    native: false,
    sha512: false,
    untags: false,
    resumes: false,
    startWithUsers: () => distribution(true),
  },
  whyNoDistribution,
);
