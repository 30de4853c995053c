import { beforeAll, describe, expect, test } from "vitest";

import type { PolicyFile } from "../../../src/app/verify/policy-file.ts";
import { parsePolicy } from "../../../src/app/verify/policy-file.ts";
import type { VerifyReport } from "../../../src/app/verify/report.ts";
import type { VerifyInput } from "../../../src/app/verify/verify.ts";
import { verify } from "../../../src/app/verify/verify.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import type { Registry } from "../support/publishing.ts";
import { memoryRegistry, newSigner, publishAll, repository } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
let other: Signer;
beforeAll(async () => {
  [signer, other] = [await newSigner(), await newSigner()];
});

async function published(): Promise<Registry> {
  const registry = memoryRegistry();
  const files = {
    ...unit("products/shop", { depends: { "bp-cart": "^1.0", "bp-mail": ">=1.0.0" } }),
    ...unit("products/cart", { depends: { "bp-store": "~1.0.0" } }),
    ...unit("products/store"),
    ...unit("products/mail"),
  };
  const { ok } = await publishAll(await sourceOf(files), registry, signer);
  expect(ok).toBe(true);
  return registry;
}

function verifyShop(registry: Registry, over: Partial<VerifyInput> = {}): Promise<VerifyReport> {
  return verify({
    reference: { target: repository("bp-shop"), tag: "1.0.0", digest: undefined },
    open: registry.open,
    policies: [signer.policy],
    spool,
    ...over,
  });
}

function attestations(...conditions: readonly string[]): PolicyFile["attestations"] {
  const list = conditions.map((one) => `      - ${JSON.stringify(one)}\n`).join("");
  const text = `signers: [{ key: k }]\nattestations:\n  - type: slsaprovenance1\n    conditions:\n${list}`;
  return parsePolicy(text, "policy.yaml").attestations;
}

describe("several signers", () => {
  test("the one that fits is found and named", async () => {
    const registry = await published();
    const report = await verifyShop(registry, { policies: [other.policy, signer.policy] });
    expect([report.ok, report.policy]).toEqual([true, { kind: "key", hint: signer.name }]);
  });

  test("none that fits is a failure", async () => {
    const report = await verifyShop(await published(), { policies: [other.policy, other.policy] });
    expect([report.ok, report.policy]).toEqual([false, { kind: "key", hint: other.name }]);
  });
});

describe("what a policy wants attested", () => {
  test("is a check of its own, with the condition that is broken", async () => {
    const registry = await published();
    const folder = 'predicate.buildDefinition.externalParameters.folder == "products/shop"';
    const good = await verifyShop(registry, { attestations: attestations(folder) });
    expect(good.checks.at(-2)).toMatchObject({ name: "attestation slsaprovenance1", ok: true });
    const bad = await verifyShop(registry, {
      attestations: attestations(folder, 'predicate.runDetails.builder.id == "other"'),
    });
    expect(bad.ok).toBe(false);
    expect(bad.checks.at(-2)).toEqual({
      name: "attestation slsaprovenance1",
      ok: false,
      detail: 'predicate.runDetails.builder.id == "other": it is false',
      ruleId: "BP803",
    });
  });

  test("is missing where nobody attests it", async () => {
    const text = "signers: [{ key: k }]\nattestations: [{ type: vuln }]\n";
    const wanted = parsePolicy(text, "policy.yaml").attestations;
    const report = await verifyShop(await published(), { attestations: wanted });
    expect(report.checks.at(-2)).toMatchObject({
      ok: false,
      detail: "nothing attests https://cosign.sigstore.dev/attestation/vuln/v1",
    });
  });
});

describe("with deep", () => {
  const deep = { charts: new Map<string, string>() };

  test("everything below is verified, each once", async () => {
    const report = await verifyShop(await published(), { deep });
    expect(report.ok).toBe(true);
    expect(report.dependencies?.map(({ name, range, by, ok }) => [name, range, by, ok])).toEqual([
      ["bp-cart", "^1.0", "bp-shop", true],
      ["bp-mail", ">=1.0.0", "bp-shop", true],
      ["bp-store", "~1.0.0", "bp-cart", true],
    ]);
  });

  test("what is not there, or signed by somebody else, fails the whole", async () => {
    const registry = await published();
    const mail = registry.open(repository("bp-mail"));
    const store = memoryRegistry();
    await publishAll(await sourceOf(unit("products/mail")), store, other);
    const theirs = store.open(repository("bp-mail"));
    const report = await verifyShop(registry, {
      deep,
      open: (target) => {
        const place = registry.open(target);
        if (place === mail) return theirs;
        return place === registry.open(repository("bp-store"))
          ? memoryRegistry().open(target)
          : place;
      },
    });
    expect(report.ok).toBe(false);
    const [cart, foreign, missing] = report.dependencies ?? [];
    expect(cart?.ok).toBe(true);
    expect(foreign?.checks.find((check) => !check.ok)?.name).toBe("signature-bundle");
    expect(missing).toMatchObject({ name: "bp-store", reference: null, ok: false });
    expect(missing?.checks[0]?.detail).toContain("satisfies ~1.0.0");
  });

  test("a digest has no versions below it", async () => {
    const registry = await published();
    const { digest } = await registry.open(repository("bp-shop")).resolve("1.0.0");
    const reference = { target: repository("bp-shop"), tag: undefined, digest };
    await expect(verifyShop(registry, { deep, reference })).rejects.toMatchObject({
      code: "USAGE",
    });
  });
});
