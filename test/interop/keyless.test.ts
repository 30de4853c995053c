import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { KeylessPublished } from "./support/keyless-published.ts";
import { kinds, publishKeyless } from "./support/keyless-published.ts";
import type { InstalledPeer } from "./support/peers.ts";
import { peersNamed } from "./support/peers.ts";
import type { Outcome } from "./support/process.ts";
import { run } from "./support/process.ts";

/** What bp signs by identity, before every cosign and before Flux's own verifier. */
for (const kind of kinds) {
  const why = kind.skipped === undefined ? "" : ` (skipped: ${kind.skipped})`;
  describe.skipIf(kind.skipped !== undefined)(`signed by ${kind.title}${why}`, () => {
    let published: KeylessPublished;
    beforeAll(async () => {
      published = await publishKeyless(kind);
    }, 120_000);
    afterAll(() => published?.stop());

    for (const cosign of peersNamed("cosign")) {
      describe.skipIf(!cosign.present)(cosign.label, () => {
        test.each([
          ["verify", []],
          ["verify-attestation", ["--type", "slsaprovenance1"]],
          ["verify-attestation", ["--type", "cyclonedx"]],
          ["verify-attestation", ["--type", "spdxjson"]],
        ])("%s %j takes it for the identity, and for no other", async (verb, words) => {
          const { identity } = published;
          const good = await verified(published, cosign, [verb, ...words], identity);
          expect(good, good.stderr).toMatchObject({ code: 0 });
          const bad = await verified(published, cosign, [verb, ...words], `${identity}x`);
          expect(bad.code, bad.stderr).not.toBe(0);
        });
      });
    }

    for (const flux of peersNamed("source-controller")) {
      describe.skipIf(!flux.present)(flux.label, () => {
        test("takes it for the identity, and for no other", async () => {
          const { identity, issuer } = published;
          const good = await takenByFlux(published, flux, { identity, issuer });
          expect(good, good.stderr).toMatchObject({ code: 0, stdout: "verified\n" });
          for (const other of [
            { identity: `${identity}x`, issuer },
            { identity, issuer: `${issuer}x` },
          ])
            expect((await takenByFlux(published, flux, other)).code).toBe(1);
        });
      });
    }
  });
}

function verified(
  { scratch, issuer, legacyEnv, reference, root }: KeylessPublished,
  cosign: InstalledPeer,
  verb: readonly string[],
  identity: string,
): Promise<Outcome> {
  const policy = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
  const loopback = ["--allow-http-registry", "--allow-insecure-registry"];
  const args = [...verb, ...policy, ...loopback, ...trustOf(cosign, root), reference];
  return run(cosign.path, args, { env: readsBundles(cosign) ? scratch.env : legacyEnv });
}

/** The first format takes its roots from the environment, bundles from a file. */
function readsBundles({ version }: InstalledPeer): boolean {
  return !version.startsWith("2.4.");
}

function trustOf(cosign: InstalledPeer, root: string): readonly string[] {
  if (!readsBundles(cosign)) return [];
  const trusted = ["--trusted-root", root];
  return cosign.version.startsWith("2.") ? [...trusted, "--new-bundle-format"] : trusted;
}

/** A regular expression that only this text fits. */
function whole(text: string): string {
  return `^${text.replaceAll(/[.?+*]/gu, "\\$&")}$`;
}

/** Before cosign 3 the roots come from the environment, since then from a file. */
function takenByFlux(
  { legacyEnv, scratch, root, reference }: KeylessPublished,
  flux: InstalledPeer,
  { identity, issuer }: { readonly identity: string; readonly issuer: string },
): Promise<Outcome> {
  const args = ["-subject", whole(identity), "-issuer", whole(issuer)];
  return flux.version.startsWith("1.7.")
    ? run(flux.path, [...args, reference], { env: legacyEnv })
    : run(flux.path, [...args, "-trusted-root", root, reference], { env: scratch.env });
}
