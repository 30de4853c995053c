import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { issuer, workflow } from "../support/sigstore.ts";
import type { KeylessPublished } from "./support/keyless-published.ts";
import { publishKeyless } from "./support/keyless-published.ts";
import type { InstalledPeer } from "./support/peers.ts";
import { peersNamed } from "./support/peers.ts";
import type { Outcome } from "./support/process.ts";
import { run } from "./support/process.ts";
import type { Published } from "./support/published.ts";
import { publishOurs, repositoryOf, tagOf } from "./support/published.ts";

/** What bp signs, before the verification that Flux makes of an OCIRepository or a HelmChart: source-controller's own. */
let keyless: KeylessPublished;
let keyed: Published;

beforeAll(async () => {
  [keyless, keyed] = await Promise.all([publishKeyless(), publishOurs()]);
});

afterAll(async () => {
  await keyless?.stop();
  await keyed?.stop();
});

for (const flux of peersNamed("source-controller")) {
  describe.skipIf(!flux.present)(flux.label, () => {
    test("takes every artifact for its key, by tag and by digest, and for no other key", async () => {
      expect(keyed.artifacts.length).toBeGreaterThanOrEqual(keyed.least);
      for (const artifact of keyed.artifacts) {
        const repository = repositoryOf(keyed, artifact);
        for (const at of [`:${tagOf(artifact)}`, `@${artifact.digest}`]) {
          const good = await byKey(flux, repository + at, keyed.publicKey);
          expect(good, good.stderr).toMatchObject({ code: 0, stdout: "verified\n" });
          expect((await byKey(flux, repository + at, keyed.otherPublicKey)).code).toBe(1);
        }
      }
    });

    test("takes what is signed by identity for that one, and for no other", async () => {
      const good = await byIdentity(flux, whole(workflow), whole(issuer));
      expect(good, good.stderr).toMatchObject({ code: 0, stdout: "verified\n" });
      expect((await byIdentity(flux, whole(`${workflow}x`), whole(issuer))).code).toBe(1);
      expect((await byIdentity(flux, whole(workflow), whole(`${issuer}x`))).code).toBe(1);
    });
  });
}

/** A regular expression that only this text fits. */
function whole(text: string): string {
  return `^${text.replaceAll(/[.?+*]/gu, "\\$&")}$`;
}

function byKey(flux: InstalledPeer, reference: string, key: string): Promise<Outcome> {
  return run(flux.path, ["-key", key, reference], { env: keyed.scratch.env });
}

/** Before cosign 3 the roots come from the environment, since then from a file. */
function byIdentity(flux: InstalledPeer, subject: string, issuer: string): Promise<Outcome> {
  const identity = ["-subject", subject, "-issuer", issuer];
  const [root, env] = flux.version.startsWith("1.7.")
    ? [[], keyless.legacyEnv]
    : [["-trusted-root", keyless.root], keyless.scratch.env];
  return run(flux.path, [...identity, ...root, keyless.reference], { env });
}
