import { describe, expect, test } from "vitest";

import { readReferrers } from "../support/oci-read.ts";
import { peersNamed } from "../support/peers.ts";
import type { Outcome } from "../support/process.ts";
import { mustRun } from "../support/process.ts";
import { tagOf } from "../support/published.ts";
import type { Fixture } from "./each.ts";
import { onEach } from "./each.ts";

const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const SBOMS = ["application/vnd.cyclonedx+json", "application/spdx+json"];
const BLUEPRINT = "application/vnd.openova.catalyst.blueprint.v1+yaml";

/** oras finds what refers to each chart, and carries it along. */
export function orasChecks(fixture: Fixture): void {
  for (const oras of peersNamed("oras")) {
    const call = (...args: string[]): Promise<Outcome> =>
      mustRun(oras.path, args, { env: fixture().scratch.env });

    describe.skipIf(!oras.present)(oras.label, () => {
      test("discover shows signature, attestations, SBOMs and blueprint", () =>
        onEach(fixture, async (repository, artifact) => {
          const reference = `${repository}@${artifact.digest}`;
          const found = await call("discover", "--plain-http", "--format", "json", reference);
          const types = artifactTypes(found.stdout);
          expect(types.filter((type) => type === BUNDLE)).toHaveLength(4);
          expect(types).toEqual(expect.arrayContaining(SBOMS));
          expect(types).toContain(BLUEPRINT);
        }));

      test("cp -r carries every referrer to a layout", () =>
        onEach(fixture, async (repository, artifact) => {
          const tag = tagOf(artifact);
          const layout = `${fixture().scratch.path("oras", artifact.name)}:${tag}`;
          const flags = ["-r", "--from-plain-http", "--to-oci-layout"];
          await call("cp", ...flags, `${repository}:${tag}`, layout);
          const found = await call("discover", "--oci-layout", "--format", "json", layout);
          const expected = await readReferrers(repository, artifact.digest);
          const types = expected.map(({ manifest }) => manifest.artifactType ?? "");
          expect(artifactTypes(found.stdout).sort()).toEqual(types.sort());
        }));
    });
  }
}

/** The artifact types that `oras discover --format json` lists at the first level. */
export function artifactTypes(json: string): string[] {
  const found = JSON.parse(json) as { referrers?: { artifactType: string }[] };
  return (found.referrers ?? []).map((entry) => entry.artifactType);
}
