import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { craneChecks } from "./checks/crane.ts";
import { onEach } from "./checks/each.ts";
import { helmChecks } from "./checks/helm.ts";
import { orasChecks } from "./checks/oras.ts";
import { skopeoChecks } from "./checks/skopeo.ts";
import { readManifest } from "./support/oci-read.ts";
import type { Published } from "./support/published.ts";
import { publishOurs, publishTo, tagOf } from "./support/published.ts";
import { installed, registries } from "./support/registries.ts";

const skopeo = await installed("skopeo");

for (const target of await registries()) {
  describe.skipIf(!target.present)(target.label, () => {
    let published: Published;
    const fixture = (): Published => published;

    beforeAll(async () => {
      published = await publishOurs(target.start);
    });
    afterAll(() => published?.stop());

    describe("bp", () => {
      test("publish gives each tag the reported digest", () =>
        onEach(fixture, async (repository, artifact) => {
          expect(artifact.status).toBe("published");
          expect((await readManifest(repository, tagOf(artifact)))?.digest).toBe(artifact.digest);
        }));

      test("publish again changes nothing", async () => {
        const { scratch, workspace, registry, key, artifacts } = published;
        const again = await publishTo(scratch, workspace, { host: registry.host, key });
        expect(again.map((one) => one.status)).toEqual(artifacts.map(() => "unchanged"));
        expect(again.map((one) => one.digest)).toEqual(artifacts.map((one) => one.digest));
      });
    });

    helmChecks(fixture);
    skopeoChecks(fixture, skopeo);
    orasChecks(fixture);
    craneChecks(fixture);
  });
}
