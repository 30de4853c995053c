import { describe, expect, test } from "vitest";

import type { CosignCall, CosignMode, PredicateName } from "../support/cosign.ts";
import { cosignModes, cosignVerify, PREDICATES } from "../support/cosign.ts";
import { withFlipped } from "../support/flip.ts";
import type { InstalledPeer } from "../support/peers.ts";
import { peersNamed } from "../support/peers.ts";
import { tagOf } from "../support/published.ts";
import { blobsRead, signedBlobs } from "../support/signed.ts";
import { statementOf } from "../support/statement.ts";
import type { Fixture } from "./each.ts";
import { firstOf, onEach } from "./each.ts";

/** The signature, then each attestation. */
const ASKED: readonly (PredicateName | undefined)[] = [
  undefined,
  "slsaprovenance1",
  "cyclonedx",
  "spdxjson",
];

/** Every wanted cosign, in each of its ways, accepts what was signed and nothing else. */
export function cosignChecks(fixture: Fixture): void {
  for (const cosign of peersNamed("cosign")) {
    describe.skipIf(!cosign.present)(cosign.label, () => {
      for (const mode of cosignModes(cosign)) modeChecks(fixture, cosign, mode);
    });
  }
}

function modeChecks(fixture: Fixture, cosign: InstalledPeer, mode: CosignMode): void {
  const call = (publicKey = fixture().publicKey): CosignCall => {
    return { cosign, mode, publicKey, scratch: fixture().scratch };
  };

  test(`${mode.title}: signature and attestations verify`, () =>
    onEach(fixture, async (repository, artifact) => {
      const reference = `${repository}:${tagOf(artifact)}`;
      for (const asked of ASKED) {
        const outcome = await cosignVerify(call(), reference, asked);
        expect(outcome, `${artifact.name} ${asked ?? "signature"}`).toMatchObject({ code: 0 });
        if (!asked) continue;
        const statement = statementOf(outcome.stdout);
        expect(statement.predicateType).toBe(PREDICATES[asked]);
        expect(`sha256:${statement.subject[0]?.digest.sha256}`).toBe(artifact.digest);
      }
    }));

  test(`${mode.title}: another key is refused`, async () => {
    const { reference } = firstOf(fixture);
    for (const asked of ASKED) {
      const outcome = await cosignVerify(call(fixture().otherPublicKey), reference, asked);
      expect(outcome.code).not.toBe(0);
      expect(outcome.stderr).toMatch(/signature/);
    }
  });

  test(`${mode.title}: a flipped byte in the chart manifest is refused`, () =>
    withFlipped(fixture().registry, [firstOf(fixture).digest], async ({ host }) => {
      const reference = firstOf(fixture).at(host);
      for (const asked of ASKED) {
        expect((await cosignVerify(call(), reference, asked)).code).not.toBe(0);
      }
    }));

  test(`${mode.title}: a flipped byte in what was signed is refused`, async () => {
    const first = firstOf(fixture);
    const blobs = await signedBlobs(first.repository, first.digest);
    for (const asked of ASKED) {
      const digests = mode.formats.flatMap((format) => blobsRead(blobs, format, asked));
      expect(digests).not.toEqual([]);
      await withFlipped(fixture().registry, digests, async ({ host }) => {
        expect((await cosignVerify(call(), first.at(host), asked)).code).not.toBe(0);
      });
    }
  });

  test(`${mode.title}: the ${mode.formats[0]} format alone suffices`, async () => {
    const first = firstOf(fixture);
    const blobs = await signedBlobs(first.repository, first.digest);
    const other = mode.formats[0] === "bundle" ? "legacy" : "bundle";
    for (const asked of ASKED) {
      await withFlipped(fixture().registry, blobsRead(blobs, other, asked), async ({ host }) => {
        expect(await cosignVerify(call(), first.at(host), asked)).toMatchObject({ code: 0 });
      });
    }
  });
}
