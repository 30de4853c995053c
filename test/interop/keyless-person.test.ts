import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { KeylessPublished } from "./support/keyless-published.ts";
import { personKind, publishKeyless } from "./support/keyless-published.ts";
import { keylessVerifiers } from "./support/keyless-verifiers.ts";

const { skipped } = personKind;
const why = skipped === undefined ? "" : ` (skipped: ${skipped})`;

describe.skipIf(skipped !== undefined)(`signed by a person who signs in by a browser${why}`, () => {
  let published: KeylessPublished;
  beforeAll(async () => {
    published = await publishKeyless(personKind);
  }, 120_000);
  afterAll(() => published?.stop());

  for (const verifier of keylessVerifiers().filter(({ readsBundles }) => readsBundles))
    describe.skipIf(!verifier.present)(verifier.label, () => {
      test("takes it for the person's, and for no other's", async () => {
        const { identity, issuer } = published;
        expect(identity).toBe("ann@acme.test");
        const good = await verifier.verify(published, { identity, issuer }, "signature");
        expect(good.code, good.stderr).toBe(0);
        const eve = { identity: "eve@acme.test", issuer };
        expect((await verifier.verify(published, eve, "signature")).code).not.toBe(0);
      });
    });
});
