import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { KeylessPublished, Kind } from "./support/keyless-published.ts";
import { kinds, publishKeyless } from "./support/keyless-published.ts";
import type { Asked } from "./support/keyless-verifiers.ts";
import { keylessVerifiers } from "./support/keyless-verifiers.ts";
import { table } from "./support/table.ts";

/** What bp signs by identity, before every cosign, before Flux's own verifier, and before itself. */
const verifiers = keylessVerifiers();
const matrix: string[][] = [];

for (const kind of kinds) {
  const why = kind.skipped === undefined ? "" : ` (skipped: ${kind.skipped})`;
  describe.skipIf(kind.skipped !== undefined)(`signed by ${kind.title}${why}`, () => {
    const cells = new Map<string, string>();
    let published: KeylessPublished;
    beforeAll(async () => {
      published = await publishKeyless(kind);
    }, 120_000);
    afterAll(async () => {
      if (cells.size > 0) matrix.push(...rowsOf(kind, published, cells));
      await published?.stop();
    });

    for (const verifier of verifiers) {
      const isBlind = kind.bundlesAlone && !verifier.readsBundles;
      describe.skipIf(!verifier.present)(verifier.label, () => {
        test.each(verifier.asks)(
          isBlind ? "finds no %s" : "takes the %s for the identity's, and for no other's",
          async (asked) => {
            const { identity, issuer } = published;
            const good = await verifier.verify(published, { identity, issuer }, asked);
            if (isBlind)
              expect(good.stderr).toMatch(/no (?:signatures found|matching attestations)/u);
            expect(good.code === 0, good.stderr).toBe(!isBlind);
            const others = [
              { identity: `${identity}x`, issuer },
              { identity, issuer: `${issuer}x` },
            ];
            for (const other of others)
              expect((await verifier.verify(published, other, asked)).code).not.toBe(0);
            cells.set(`${verifier.label} ${asked}`, isBlind ? "none found" : "ok");
          },
        );
      });
    }
  });
}

afterAll(() => {
  const head = ["signed by", "read by", "told besides", ...Object.values(verbs)];
  const skipped = kinds.flatMap(({ title, skipped: reason }) =>
    reason === undefined ? [] : [[title, `skipped: ${reason}`]],
  );
  console.log(`${table([head, ...matrix, ...skipped])}\n\n${legend}`);
});

const legend = `ok: taken for the identity, refused for another identity and for another issuer, by the trusted root alone
none found: it reads .sig and .att alone, which Rekor's second API cannot feed
-: not asked of it; bp verify looks at all of it at once`;

const verbs: Readonly<Record<Asked, string>> = {
  signature: "verify",
  slsaprovenance1: "slsaprovenance1",
  cyclonedx: "cyclonedx",
  spdxjson: "spdxjson",
};

function rowsOf(
  { title }: Kind,
  published: KeylessPublished,
  cells: ReadonlyMap<string, string>,
): readonly string[][] {
  const asked = Object.keys(verbs) as Asked[];
  return verifiers
    .filter(({ present }) => present)
    .map(({ label, words }) => [
      title,
      label,
      words(published).join(" "),
      ...asked.map((one) => cells.get(`${label} ${one}`) ?? "-"),
    ]);
}
