import { describe, expect, test } from "vitest";

import { sha256 } from "../support/oci-read.ts";
import { peersNamed } from "../support/peers.ts";
import { mustRun } from "../support/process.ts";
import { tagOf } from "../support/published.ts";
import type { Fixture } from "./each.ts";
import { onEach } from "./each.ts";

/** crane, the library under cosign and Flux, resolves and reads the same manifest. */
export function craneChecks(fixture: Fixture): void {
  for (const crane of peersNamed("crane")) {
    const call = async (verb: string, reference: string): Promise<string> => {
      const options = { env: fixture().scratch.env };
      return (await mustRun(crane.path, [verb, "--insecure", reference], options)).stdout;
    };

    describe.skipIf(!crane.present)(crane.label, () => {
      test("digest agrees with the report", () =>
        onEach(fixture, async (repository, artifact) => {
          const digest = await call("digest", `${repository}:${tagOf(artifact)}`);
          expect(digest.trim()).toBe(artifact.digest);
        }));

      test("manifest gives the manifest's bytes", () =>
        onEach(fixture, async (repository, artifact) => {
          const manifest = await call("manifest", `${repository}@${artifact.digest}`);
          expect(sha256(manifest)).toBe(artifact.digest);
        }));
    });
  }
}
