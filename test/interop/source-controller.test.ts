import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { peersNamed } from "./support/peers.ts";
import type { Outcome } from "./support/process.ts";
import { run } from "./support/process.ts";
import type { Published } from "./support/published.ts";
import { publishOurs, repositoryOf, tagOf } from "./support/published.ts";

/** What bp signs with a key, before the verification that Flux makes of an OCIRepository or a HelmChart: source-controller's own. */
describe("signed by a key", () => {
  let keyed: Published;
  beforeAll(async () => {
    keyed = await publishOurs();
  });
  afterAll(() => keyed?.stop());

  for (const flux of peersNamed("source-controller")) {
    describe.skipIf(!flux.present)(flux.label, () => {
      test("takes every artifact for its key, by tag and by digest, and for no other key", async () => {
        expect(keyed.artifacts.length).toBeGreaterThanOrEqual(keyed.least);
        for (const artifact of keyed.artifacts) {
          const repository = repositoryOf(keyed, artifact);
          for (const at of [`:${tagOf(artifact)}`, `@${artifact.digest}`]) {
            const ask = (key: string): Promise<Outcome> =>
              run(flux.path, ["-key", key, repository + at], { env: keyed.scratch.env });
            const good = await ask(keyed.publicKey);
            expect(good, good.stderr).toMatchObject({ code: 0, stdout: "verified\n" });
            expect((await ask(keyed.otherPublicKey)).code).toBe(1);
          }
        }
      });
    });
  }
});
