import { writeFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { bp } from "./support/bp.ts";
import type { KeylessPublished } from "./support/keyless-published.ts";
import { kinds, publishKeyless } from "./support/keyless-published.ts";
import { peersNamed, REPOSITORY } from "./support/peers.ts";
import { policyCrds } from "./support/policy-crds.ts";
import type { Outcome } from "./support/process.ts";
import { run } from "./support/process.ts";

/** What `bp policy` writes for a Sigstore of one's own, before the programs that are to take it. */
type Document = Readonly<Record<string, unknown>> & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly verify: {
      readonly matchOIDCIdentity: readonly { readonly subject: string; readonly issuer: string }[];
      readonly trustedRootSecretRef: { readonly name: string };
    };
  };
};

type Consumer = "flux" | "kyverno" | "policy-controller";

const [flux] = peersNamed("source-controller");
const [validator] = peersNamed("kubectl-validate");
const [tester] = peersNamed("policy-tester");

for (const kind of kinds) {
  describe.skipIf(kind.skipped !== undefined)(`signed by ${kind.title}`, () => {
    let published: KeylessPublished;
    beforeAll(async () => {
      published = await publishKeyless(kind);
    }, 120_000);
    afterAll(() => published?.stop());

    describe.skipIf(flux?.present !== true)(flux?.label ?? "source-controller", () => {
      test("takes the artifact by the values of its verify block, and by no others", async () => {
        const [secret, source] = await policyOf(published, "flux");
        const { matchOIDCIdentity, trustedRootSecretRef } = verifyIn(source);
        expect(secret).toMatchObject({ kind: "Secret", metadata: trustedRootSecretRef });
        const root = published.scratch.path("secret.json");
        await writeFile(root, Object.values(secret?.stringData ?? {}).join(""));
        const [who = { subject: "", issuer: "" }] = matchOIDCIdentity;
        const ask = (subject: string, issuer: string): Promise<Outcome> => {
          const args = ["-subject", subject, "-issuer", issuer, "-trusted-root", root];
          return run(flux?.path ?? "", [...args, published.reference], {
            env: published.scratch.env,
          });
        };
        const good = await ask(who.subject, who.issuer);
        expect(good, good.stderr).toMatchObject({ code: 0, stdout: "verified\n" });
        expect((await ask(who.subject.replace("acme", "eve"), who.issuer)).code).toBe(1);
        expect((await ask(who.subject, `${who.issuer}x`)).code).toBe(1);
      });
    });

    describe.skipIf(tester?.present !== true)(tester?.label ?? "policy-tester", () => {
      test("takes the artifact by its policy and its trust root, and by no other identity", async () => {
        if (kind.bundlesAlone) {
          const refused = await writes(published, "policy-controller");
          expect([refused.code, refused.stderr]).toEqual([
            2,
            expect.stringContaining("policy-controller reads bundles of the public Sigstore alone"),
          ]);
          return;
        }
        const [root, policy] = await policyOf(published, "policy-controller");
        const good = await tested(published, root, policy);
        expect(good.code, `${good.stdout}${good.stderr}`).toBe(0);
        const other = JSON.parse(JSON.stringify(policy).replaceAll("acme/charts", "eve/charts"));
        const bad = await tested(published, root, other as Document);
        expect([bad.code, bad.stdout]).toEqual([1, expect.stringContaining("subject")]);
      });
    });

    describe.skipIf(validator?.present !== true || tester?.present !== true)(
      validator?.label ?? "kubectl-validate",
      () => {
        test("finds every document as the CRDs of Flux, Kyverno and policy-controller have it", async () => {
          const consumers: readonly Consumer[] = kind.bundlesAlone
            ? ["flux", "kyverno"]
            : ["flux", "kyverno", "policy-controller"];
          const crds = await policyCrds(published.scratch.path("crds"));
          for (const consumer of consumers) {
            const documents = await policyOf(published, consumer);
            const file = published.scratch.path(`${consumer}.json`);
            for (const document of documents) {
              await writeFile(file, JSON.stringify(document));
              const args = ["--local-crds", crds, "--version", "1.32", file];
              const judged = await run(validator?.path ?? "", args, { env: published.scratch.env });
              expect(judged.code, `${document.kind}: ${judged.stdout}${judged.stderr}`).toBe(0);
              await writeFile(file, JSON.stringify({ ...document, spec: { verify: 1 } }));
              const broken = await run(validator?.path ?? "", args, { env: published.scratch.env });
              if (document.kind !== "Secret") expect(broken.code, document.kind).not.toBe(0);
            }
          }
        });
      },
    );
  });
}

function writes(published: KeylessPublished, consumer: Consumer): Promise<Outcome> {
  const { scratch, reference, identity, issuer, root } = published;
  const who = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
  const args = ["-C", REPOSITORY, "policy", reference, "--for", consumer, ...who];
  return bp([...args, "--trusted-root", root, "-o", "json"], {
    cwd: scratch.folder,
    env: scratch.env,
  });
}

async function policyOf(
  published: KeylessPublished,
  consumer: Consumer,
): Promise<readonly Document[]> {
  const { code, stdout, stderr } = await writes(published, consumer);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as { readonly documents: readonly Document[] }).documents;
}

function verifyIn(source: Document | undefined): Exclude<Document["spec"], undefined>["verify"] {
  if (source?.spec === undefined) throw new Error("there is no verify block");
  return source.spec.verify;
}

async function tested(
  { scratch, reference }: KeylessPublished,
  root: Document | undefined,
  policy: Document | undefined,
): Promise<Outcome> {
  const [rootFile, policyFile] = [scratch.path("trust-root.json"), scratch.path("policy.json")];
  await writeFile(rootFile, JSON.stringify(root));
  await writeFile(policyFile, JSON.stringify(policy));
  const args = ["--policy", policyFile, "--trustroot", rootFile, "--image", reference];
  return run(tester?.path ?? "", [...args, "--log-level", "error"], { env: scratch.env });
}
