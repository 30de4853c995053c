import { mkdir } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { readManifest, sha256 } from "../support/oci-read.ts";
import type { Outcome } from "../support/process.ts";
import { mustRun } from "../support/process.ts";
import { tagOf } from "../support/published.ts";
import type { Fixture } from "./each.ts";
import { onEach } from "./each.ts";

/** skopeo reads the raw manifest, lists the tags, and copies without a change of digest. */
export function skopeoChecks(fixture: Fixture, present: boolean): void {
  const skopeo = (...args: string[]): Promise<Outcome> =>
    mustRun("skopeo", args, { env: fixture().scratch.env });

  describe.skipIf(!present)("skopeo", () => {
    test("inspect --raw gives the manifest's bytes", () =>
      onEach(fixture, async (repository, artifact) => {
        const source = `docker://${repository}:${tagOf(artifact)}`;
        const { stdout } = await skopeo("inspect", "--raw", "--tls-verify=false", source);
        expect(sha256(stdout)).toBe(artifact.digest);
      }));

    test("list-tags lists the version", () =>
      onEach(fixture, async (repository, artifact) => {
        const source = `docker://${repository}`;
        const { stdout } = await skopeo("list-tags", "--tls-verify=false", source);
        expect((JSON.parse(stdout) as { Tags: string[] }).Tags).toContain(tagOf(artifact));
      }));

    test("copy to a layout and back keeps the digest", () =>
      onEach(fixture, async (repository, artifact) => {
        const { scratch, registry } = fixture();
        const tag = tagOf(artifact);
        await mkdir(scratch.path("skopeo"), { recursive: true });
        const layout = `oci:${scratch.path("skopeo", artifact.name)}:${tag}`;
        const back = `${registry.host}/copied/${artifact.name}`;
        await skopeo("copy", "--src-tls-verify=false", `docker://${repository}:${tag}`, layout);
        await skopeo("copy", "--dest-tls-verify=false", layout, `docker://${back}:${tag}`);
        expect((await readManifest(back, tag))?.digest).toBe(artifact.digest);
      }));
  });
}
