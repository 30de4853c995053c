import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { artifactTypes } from "./checks/oras.ts";
import { serveLayouts } from "./support/bp-serve.ts";
import type { PublishedArtifact } from "./support/bp.ts";
import { bpPublish } from "./support/bp.ts";
import { ownCharts } from "./support/charts.ts";
import { cosignModes, cosignVerify, writeTrustedRoot } from "./support/cosign.ts";
import { helmOci } from "./support/helm.ts";
import { sha256 } from "./support/oci-read.ts";
import { peersNamed } from "./support/peers.ts";
import { mustRun } from "./support/process.ts";
import { bpKeyPair, chartName, tagOf } from "./support/published.ts";
import { installed } from "./support/registries.ts";
import type { Registry } from "./support/registry.ts";
import type { Scratch } from "./support/scratch.ts";
import { copyWorkspace, makeScratch } from "./support/scratch.ts";

describe("a folder of layouts", async () => {
  let scratch: Scratch;
  let served: Registry;
  let publicKey = "";
  let artifacts: readonly PublishedArtifact[] = [];
  const layout = (artifact: PublishedArtifact): string =>
    `${scratch.path("layouts", chartName(artifact))}:${tagOf(artifact)}`;

  beforeAll(async () => {
    scratch = makeScratch();
    await writeTrustedRoot(scratch);
    const workspace = await copyWorkspace(scratch, "workspace");
    const pair = await bpKeyPair(scratch, "keys");
    publicKey = pair.publicKey;
    const target = ["--to", `oci-layout:${scratch.path("layouts")}`, "--key", pair.key];
    const own = ownCharts().map(({ unit }) => unit);
    artifacts = await bpPublish([...own, ...target], { cwd: workspace, env: scratch.env });
    served = await serveLayouts(scratch.path("layouts"));
  });
  afterAll(async () => {
    await served?.stop();
    await scratch?.remove();
  });

  describe("bp", () => {
    test("publish filled one for each artifact", () => {
      expect(artifacts.length).toBeGreaterThanOrEqual(6);
      expect(artifacts.map((one) => one.status)).toEqual(artifacts.map(() => "published"));
    });
  });

  describe.skipIf(!(await installed("skopeo")))("skopeo", () => {
    test("reads the manifest by its tag", async () => {
      for (const artifact of artifacts) {
        const args = ["inspect", "--raw", `oci:${layout(artifact)}`];
        const { stdout } = await mustRun("skopeo", args, { env: scratch.env });
        expect(sha256(stdout)).toBe(artifact.digest);
      }
    });
  });

  for (const oras of peersNamed("oras")) {
    describe.skipIf(!oras.present)(oras.label, () => {
      test("discover shows the referrers", async () => {
        for (const artifact of artifacts) {
          const args = ["discover", "--oci-layout", "--format", "json", layout(artifact)];
          const { stdout } = await mustRun(oras.path, args, { env: scratch.env });
          expect(artifactTypes(stdout).length).toBeGreaterThanOrEqual(5);
        }
      });
    });
  }

  for (const helm of peersNamed("helm")) {
    describe.skipIf(!helm.present)(helm.label, () => {
      test("shows every chart that bp serve offers", async () => {
        for (const artifact of artifacts) {
          const chart = {
            repository: `${served.host}/${chartName(artifact)}`,
            version: artifact.version,
          };
          const { stdout } = await helmOci(helm, scratch, ["show", "chart"], chart);
          expect(stdout).toContain(`version: ${artifact.version}`);
        }
      });
    });
  }

  for (const cosign of peersNamed("cosign")) {
    describe.skipIf(!cosign.present)(cosign.label, () => {
      for (const mode of cosignModes(cosign)) {
        test(`${mode.title}: verifies every chart that bp serve offers`, async () => {
          for (const artifact of artifacts) {
            const reference = `${served.host}/${chartName(artifact)}:${tagOf(artifact)}`;
            const call = { cosign, mode, publicKey, scratch };
            expect(await cosignVerify(call, reference)).toMatchObject({ code: 0 });
          }
        });
      }
    });
  }
});
