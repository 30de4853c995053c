import { beforeAll, expect, test } from "vitest";

import type { AttestReport } from "../../../src/app/attest/attest.ts";
import { attestArtifact } from "../../../src/app/attest/attest.ts";
import { parsePolicy } from "../../../src/app/verify/policy-file.ts";
import type { VerifyReport } from "../../../src/app/verify/report.ts";
import { verify } from "../../../src/app/verify/verify.ts";
import { spool } from "../../../src/cli/spool.ts";
import { cosignTag } from "../../../src/model/cosign-tag.ts";
import { fetchAll, parseManifest } from "../../../src/oci/index.ts";
import type { Store } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { signerOf, sigstore } from "../../signing/keyless/support.ts";
import { unit } from "../../support/workspace.ts";
import {
  memoryRegistry,
  newSigner,
  publishAll,
  repository,
  statuses,
} from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

const type = "https://acme.test/scan/v1";
const reference = { target: repository("bp-shop"), tag: "1.0.0", digest: undefined };

let key: Signer;
beforeAll(async () => {
  key = await newSigner();
});

interface Published {
  readonly store: Store;
  readonly again: () => ReturnType<typeof publishAll>;
}

async function published(by: Signer): Promise<Published> {
  const registry = memoryRegistry();
  const source = await sourceOf(unit("products/shop"));
  await publishAll(source, registry, by);
  return {
    store: registry.open(repository("bp-shop")),
    again: () => publishAll(source, registry, by, { checkAll: true }),
  };
}

function attestScan(store: Store, by: Signer, found: number): Promise<AttestReport> {
  const predicate = { type, content: { found } };
  return attestArtifact({ reference, store, signer: by, predicate });
}

/** Verified under a policy that asks for a scan that found this many. */
function verified(store: Store, by: Signer, found: number): Promise<VerifyReport> {
  const condition = `predicate.found == ${found}`;
  const text = `signers: [{ key: k }]\nattestations: [{ type: "${type}", conditions: [ "${condition}" ] }]\n`;
  const { attestations } = parsePolicy(text, "policy.yaml");
  return verify({ reference, open: () => store, policies: [by.policy], attestations, spool });
}

async function attached(store: Store): Promise<readonly string[]> {
  const { digest } = await store.resolve("1.0.0");
  const tag = await store.resolve(cosignTag(digest, "att"));
  const { layers } = parseManifest(await fetchAll(store, tag), tag.digest);
  return layers.map(({ annotations }) => annotations?.["predicateType"] ?? "");
}

test.each(["a key", "an identity"])(
  "what %s attests is there once, in both formats",
  async (who) => {
    const signer = who === "a key" ? key : await signerOf(await sigstore());
    const { store, again } = await published(signer);
    expect(await attestScan(store, signer, 0)).toMatchObject({ status: "attested", warnings: [] });
    expect(await attestScan(store, signer, 0)).toMatchObject({ status: "unchanged" });
    const report = await verified(store, signer, 0);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect((await attached(store)).filter((one) => one === type)).toEqual([type]);
    expect(statuses(await again())).toEqual({ "bp-shop": "unchanged" });
  },
);

test("a second result stands beside the first", async () => {
  const { store } = await published(key);
  await attestScan(store, key, 0);
  await attestScan(store, key, 3);
  expect((await verified(store, key, 0)).ok).toBe(true);
  expect((await verified(store, key, 3)).ok).toBe(true);
  expect((await verified(store, key, 4)).ok).toBe(false);
  expect((await attached(store)).filter((one) => one === type)).toEqual([type, type]);
});

test("nobody attests for what somebody else signed", async () => {
  const { store } = await published(key);
  const before = await store.referrers(await store.resolve("1.0.0"));
  await expect(attestScan(store, await newSigner(), 0)).rejects.toMatchObject({
    code: "VERIFICATION",
    message: expect.stringContaining("it is not signed by this signer"),
  });
  expect(await store.referrers(await store.resolve("1.0.0"))).toEqual(before);
});

test("a repository is no artifact", async () => {
  const { store } = await published(key);
  const predicate = { type, content: {} };
  const nothing = { ...reference, tag: undefined };
  const run = attestArtifact({ reference: nothing, store, signer: key, predicate });
  await expect(run).rejects.toMatchObject({ code: "USAGE" });
});
