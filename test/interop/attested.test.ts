import { writeFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { bp, mustBp } from "./support/bp.ts";
import type { KeylessPublished } from "./support/keyless-published.ts";
import { kinds, publishKeyless } from "./support/keyless-published.ts";
import { cosignAttested } from "./support/keyless-verifiers.ts";
import { peersNamed, REPOSITORY } from "./support/peers.ts";
import { results } from "./support/scan-results.ts";
import { statementOf } from "./support/statement.ts";

/** What other tools found, attested by bp, before every cosign. */
for (const kind of kinds.filter(({ skipped }) => skipped === undefined)) {
  describe(`attested by ${kind.title}`, () => {
    let published: KeylessPublished;
    beforeAll(async () => {
      published = await publishKeyless(kind);
      for (const { name, content, type, shown } of results) {
        const file = published.scratch.path(`${name}.json`);
        await writeFile(file, JSON.stringify(content));
        const args = ["attest", published.reference, "--predicate", file];
        const typed = shown ? [] : ["--type", type];
        await mustBp(["-C", REPOSITORY, ...args, ...typed, ...published.signing], {
          cwd: published.scratch.folder,
          env: published.signingEnv,
        });
      }
    }, 240_000);
    afterAll(() => published?.stop());

    for (const cosign of peersNamed("cosign")) {
      const isBlind = kind.bundlesAlone && cosign.version.startsWith("2.4.");
      describe.skipIf(!cosign.present || isBlind)(cosign.label, () => {
        test.each(results)("reads $name as $type", async ({ type, uri, content }) => {
          const { identity, issuer } = published;
          const good = await cosignAttested(cosign, published, { identity, issuer }, type);
          expect(good, good.stderr).toMatchObject({ code: 0 });
          const statement = statementOf(good.stdout);
          expect(statement.predicateType).toBe(uri);
          expect(statement).toMatchObject({ predicate: content });
          const other = { identity: `${identity}x`, issuer };
          expect((await cosignAttested(cosign, published, other, type)).code).not.toBe(0);
        });
      });
    }

    describe("bp verify", () => {
      test("holds a policy over what was found", async () => {
        const { scratch, reference, root, identity, issuer } = published;
        const file = scratch.path("policy.yaml");
        const policy = (
          most: number,
        ): string => `signers: [{ identity: "${identity}", issuer: "${issuer}" }]
trustedRoot: ${root}
attestations:
  - type: vuln
    conditions: ['predicate.scanner.result.Results.all(r, size(r.Vulnerabilities) <= ${most})']
  - type: openvex
    conditions: ['predicate.statements.all(s, s.status == "not_affected")']
`;
        const verify = async (most: number): Promise<number> => {
          await writeFile(file, policy(most));
          const args = ["-C", REPOSITORY, "verify", reference, "--policy", file];
          return (await bp(args, { cwd: scratch.folder, env: scratch.env })).code;
        };
        expect([await verify(1), await verify(0)]).toEqual([0, 1]);
      });
    });
  });
}
