import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { issuer, workflow } from "../support/sigstore.ts";
import type { KeylessPublished } from "./support/keyless-published.ts";
import { publishKeyless } from "./support/keyless-published.ts";
import type { InstalledPeer } from "./support/peers.ts";
import { peersNamed } from "./support/peers.ts";
import type { Outcome } from "./support/process.ts";
import { run } from "./support/process.ts";

/** What bp signs by identity, before every cosign. */
let published: KeylessPublished;

beforeAll(async () => {
  published = await publishKeyless();
});

afterAll(() => published?.stop());

for (const cosign of peersNamed("cosign")) {
  describe.skipIf(!cosign.present)(cosign.label, () => {
    test.each([
      ["verify", []],
      ["verify-attestation", ["--type", "slsaprovenance1"]],
      ["verify-attestation", ["--type", "cyclonedx"]],
    ])("%s %j takes it for the identity, and for no other", async (verb, words) => {
      const good = await verified(cosign, [verb, ...words], workflow);
      expect(good, good.stderr).toMatchObject({ code: 0 });
      const bad = await verified(cosign, [verb, ...words], `${workflow}x`);
      expect(bad.code, bad.stderr).not.toBe(0);
    });
  });
}

function verified(
  cosign: InstalledPeer,
  verb: readonly string[],
  identity: string,
): Promise<Outcome> {
  const policy = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
  const loopback = ["--allow-http-registry", "--allow-insecure-registry"];
  const args = [...verb, ...policy, ...loopback, ...trustOf(cosign), published.reference];
  const env = readsBundles(cosign) ? published.scratch.env : published.legacyEnv;
  return run(cosign.path, args, { env });
}

/** The first format takes its roots from the environment, bundles from a file. */
function readsBundles({ version }: InstalledPeer): boolean {
  return !version.startsWith("2.4.");
}

function trustOf(cosign: InstalledPeer): readonly string[] {
  if (!readsBundles(cosign)) return [];
  const root = ["--trusted-root", published.root];
  return cosign.version.startsWith("2.") ? [...root, "--new-bundle-format"] : root;
}
