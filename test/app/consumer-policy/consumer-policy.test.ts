import { beforeAll, describe, expect, test } from "vitest";

import type {
  Consumer,
  ConsumerPolicyInput,
  ConsumerPolicyReport,
} from "../../../src/app/consumer-policy/consumer-policy.ts";
import { consumerPolicy } from "../../../src/app/consumer-policy/consumer-policy.ts";
import { compileCondition } from "../../../src/cel/index.ts";
import { cosignTag } from "../../../src/model/cosign-tag.ts";
import { BpError } from "../../../src/model/error.ts";
import { isObject } from "../../../src/model/json.ts";
import type { Source, Store } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { signerOf, sigstore } from "../../signing/keyless/support.ts";
import { issuer, workflow } from "../../support/sigstore.ts";
import { unit } from "../../support/workspace.ts";
import { memoryRegistry, newSigner, publishAll, repository } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

const reference = { target: repository("bp-shop"), tag: "1.0.0", digest: undefined };
const place = "registry.test/charts/bp-shop";

async function published(by: Signer): Promise<Store> {
  const registry = memoryRegistry();
  await publishAll(await sourceOf(unit("products/shop")), registry, by);
  return registry.open(repository("bp-shop"));
}

async function policyFor(
  consumer: Consumer,
  by: Signer = signer,
  over: Partial<ConsumerPolicyInput> = {},
): Promise<ConsumerPolicyReport> {
  const source = over.source ?? (await published(by));
  const { policy } = by;
  return consumerPolicy({
    reference,
    source,
    policy,
    isOwnRoot: false,
    consumer,
    registry: undefined,
    ...over,
  });
}

/** A store in which the first format is gone. */
function withoutSig(store: Store, digest: string): Source {
  return new Proxy(store, {
    get: (real, name: keyof Store) =>
      name === "resolve"
        ? (asked: string) =>
            asked === cosignTag(digest as `sha256:${string}`, "sig")
              ? Promise.reject(new BpError("NOT_FOUND", "gone"))
              : real.resolve(asked)
        : real[name]?.bind(real),
  });
}

describe("for Flux", () => {
  test("a key comes with its Secret, and the source is pinned", async () => {
    const { documents, subject, text, notes } = await policyFor("flux");
    expect(documents).toMatchObject([
      { kind: "Secret", stringData: { "cosign.pub": expect.stringContaining("PUBLIC KEY") } },
      {
        kind: "OCIRepository",
        metadata: { name: "bp-shop" },
        spec: {
          url: `oci://${place}`,
          ref: { tag: "1.0.0", digest: subject.digest },
          verify: { provider: "cosign", secretRef: { name: "bp-signing-key" } },
        },
      },
    ]);
    expect(text.match(/^---$/gmu)).toHaveLength(2);
    expect(notes).toEqual([]);
  });

  test("an identity is anchored, and a Sigstore of one's own comes as a Secret", async () => {
    const keyless = await signerOf(await sigstore());
    const { documents, notes } = await policyFor("flux", keyless, { isOwnRoot: true });
    const escaped = workflow.replaceAll(".", "\\.");
    expect(documents).toMatchObject([
      { kind: "Secret", stringData: { "trusted_root.json": expect.stringContaining("tlogs") } },
      {
        spec: {
          verify: {
            matchOIDCIdentity: [
              { subject: `^${escaped}$`, issuer: `^${issuer.replaceAll(".", "\\.")}$` },
            ],
            trustedRootSecretRef: { name: "sigstore-trusted-root" },
          },
        },
      },
    ]);
    expect(notes).toEqual(["trustedRootSecretRef takes Flux 2.9 or later"]);
  });
});

describe("for Kyverno", () => {
  test("a key is held without a log, an identity with the public one", async () => {
    const byKey = await policyFor("kyverno");
    expect(byKey.documents).toMatchObject([
      {
        apiVersion: "policies.kyverno.io/v1",
        spec: {
          attestors: [
            { cosign: { key: { hashAlgorithm: "sha256" }, ctlog: { insecureIgnoreTlog: true } } },
          ],
        },
      },
    ]);
    const byIdentity = await policyFor("kyverno", await signerOf(await sigstore()));
    expect(byIdentity.documents).toMatchObject([
      {
        spec: {
          attestors: [
            {
              cosign: {
                keyless: { identities: [{ issuer, subject: workflow }] },
                ctlog: { url: "https://rekor.sigstore.dev" },
              },
            },
          ],
        },
      },
    ]);
  });

  test.each([
    [{ url: `oci://${place}`, ref: { tag: "1.0.0" } }, `["${place}:1.0.0"]`],
    [{ url: `oci://${place}`, ref: { tag: "1", digest: "sha256:ab" } }, `["${place}@sha256:ab"]`],
    [{ url: `oci://${place}` }, `["${place}:latest"]`],
    [{ url: "oci://elsewhere.test/x", ref: { tag: "1.0.0" } }, "[]"],
  ])("its expression finds the chart of %j", async (spec, images) => {
    const { documents } = await policyFor("kyverno");
    const [extractor] = listIn(documents, "images") as readonly { readonly expression: string }[];
    const expression = `(${extractor?.expression ?? ""}) == ${images}`;
    const condition = compileCondition(expression, "object");
    expect(condition.fault).toBeUndefined();
    expect(condition.broken({ spec })).toBeUndefined();
  });
});

describe("for a Sigstore of one's own", () => {
  test("Kyverno has the trusted root for bundles, and its parts for .sig", async () => {
    const keyless = await signerOf(await sigstore());
    const { documents, notes } = await policyFor("kyverno", keyless, { isOwnRoot: true });
    const [attestor] = listIn(documents, "attestors");
    expect(attestor).toMatchObject({
      cosign: {
        keyless: { roots: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/u) },
        ctlog: {
          url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/u),
          rekorPubKey: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----/u),
          ctLogPubKey: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----/u),
        },
        trustedRoot: { value: expect.stringContaining('"tlogs"') },
      },
    });
    expect(notes.join()).toContain("1.19");
    expect(notes.join()).toContain("--tufMirror");
  });

  test("policy-controller has a TrustRoot with its keys, to which the policy refers", async () => {
    const keyless = await signerOf(await sigstore());
    const { documents } = await policyFor("policy-controller", keyless, { isOwnRoot: true });
    const [root, policy] = documents;
    expect(root).toMatchObject({ kind: "TrustRoot", metadata: { name: "own-sigstore" } });
    const spec = JSON.stringify(root?.["spec"]);
    const chain = /"certChain":"([^"]+)"/u.exec(spec)?.[1] ?? "";
    expect(Buffer.from(chain, "base64").toString()).toMatch(/^-----BEGIN CERTIFICATE-----/u);
    expect(policy).toMatchObject({
      spec: {
        authorities: [
          { keyless: { trustRootRef: "own-sigstore" }, ctlog: { trustRootRef: "own-sigstore" } },
        ],
      },
    });
  });

  test.each([
    ["its bundles", true, "reads bundles of the public Sigstore alone"],
    ["bundles by a key", false, "reads bundles by an identity alone"],
  ])("policy-controller cannot hold %s, and says so", async (_, isOwn, says) => {
    const by = isOwn ? await signerOf(await sigstore()) : signer;
    const store = await published(by);
    const source = withoutSig(store, (await store.resolve("1.0.0")).digest);
    const policy = policyFor("policy-controller", by, { source, isOwnRoot: isOwn });
    await expect(policy).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringContaining(says),
    });
  });
});

describe("for policy-controller", () => {
  test("a signature comes from .sig", async () => {
    const { documents } = await policyFor("policy-controller");
    expect(documents).toMatchObject([
      { kind: "ClusterImagePolicy", spec: { images: [{ glob: `${place}**` }] } },
    ]);
    const [authority] = authoritiesIn(documents);
    expect(authority).toMatchObject({ key: { data: expect.stringContaining("PUBLIC KEY") } });
    expect(authority).not.toHaveProperty("signatureFormat");
  });

  test("where the bundles alone hold, it asks for the provenance in one", async () => {
    const keyless = await signerOf(await sigstore());
    const store = await published(keyless);
    const { digest } = await store.resolve("1.0.0");
    const source = withoutSig(store, digest);
    const { documents, notes } = await policyFor("policy-controller", keyless, { source });
    expect(authoritiesIn(documents)).toMatchObject([
      {
        signatureFormat: "bundle",
        attestations: [{ predicateType: "https://slsa.dev/provenance/v1" }],
      },
    ]);
    expect(notes.join()).toContain("0.13");
    expect(authoritiesIn(documents)[0]).not.toHaveProperty("rfc3161timestamp");
    const flux = await policyFor("flux", keyless, { source });
    expect(flux.notes).toEqual(["its .sig does not hold: it takes Flux 2.8 or later"]);
  });

  test("an expression is anchored", async () => {
    const keyless = await signerOf(await sigstore());
    const { policy } = keyless;
    if (policy.$case !== "identity") throw new Error("signed by a key");
    const pattern = "https://github[.]com/acme/.*";
    const { documents } = await policyFor("policy-controller", keyless, {
      policy: { ...policy, identity: { pattern } },
    });
    expect(authoritiesIn(documents)).toMatchObject([
      { keyless: { identities: [{ issuer, subjectRegExp: `^(?:${pattern})$` }] } },
    ]);
  });
});

function authoritiesIn(documents: ConsumerPolicyReport["documents"]): readonly unknown[] {
  return listIn(documents, "authorities");
}

function listIn(documents: ConsumerPolicyReport["documents"], name: string): readonly unknown[] {
  const spec = documents[0]?.["spec"];
  return isObject(spec) && Array.isArray(spec[name]) ? spec[name] : [];
}

test("no policy is written that would refuse the artifact", async () => {
  const source = await published(signer);
  const { policy } = await newSigner();
  await expect(policyFor("flux", signer, { source, policy })).rejects.toMatchObject({
    code: "VERIFICATION",
  });
});

test("a layout is no place that a cluster pulls from", async () => {
  const target = { kind: "layout", folder: "x", path: "bp-shop" } as const;
  const layout = policyFor("flux", signer, { reference: { ...reference, target } });
  await expect(layout).rejects.toMatchObject({ code: "USAGE" });
  const mirror = { kind: "registry", host: "mirror.test", path: "charts" } as const;
  const { documents } = await policyFor("policy-controller", signer, {
    reference: { ...reference, target },
    registry: mirror,
  });
  expect(listIn(documents, "images")).toEqual([{ glob: "mirror.test/charts/bp-shop**" }]);
});
