import { expect, test } from "vitest";

import { bundleReferrer } from "../../../src/artifact/index.ts";
import { cosignTag } from "../../../src/model/cosign-tag.ts";
import type { Descriptor } from "../../../src/model/descriptor.ts";
import { descriptorOf } from "../../../src/model/descriptor.ts";
import { BpError } from "../../../src/model/error.ts";
import { annotation, mediaType, predicateType } from "../../../src/model/media-type.ts";
import { bytesContent, fetchAll, memoryStore } from "../../../src/oci/index.ts";
import type { Store } from "../../../src/oci/index.ts";
import { attest, signStatement } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import { memoryRegistry, newSigner, publishAll, statuses } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

/** What a registry does to what it was given, without a word. */
type Corruption = (store: Store) => Partial<Store>;

interface Case {
  readonly what: string;
  readonly corrupt: Corruption;
  /** What the publish ends with. */
  readonly says: RegExp;
  /** How the same publish ends once the registry behaves. */
  readonly afterwards?: "failed";
}

function unlisted(isLost: (one: Descriptor) => boolean): Corruption {
  return (store) => ({
    referrers: async (subject, type) =>
      (await store.referrers(subject, type)).filter((one) => !isLost(one)),
  });
}

function attests(type: string): (one: Descriptor) => boolean {
  return ({ annotations }) => annotations?.[annotation.bundlePredicateType] === type;
}

/** A tag of the first format that is taken and not kept. */
function forgotten(suffix: "sig" | "att"): Corruption {
  return (store) => ({
    pushTagged: async (expected, content, tag) =>
      tag.endsWith(`.${suffix}`)
        ? store.push(expected, content)
        : store.pushTagged(expected, content, tag),
  });
}

/** What was pushed with this type is gone when it is read. */
function lost(type: string): Corruption {
  return (store) => ({
    fetch: async (target, signal) => {
      if (target.mediaType === type) throw new BpError("NOT_FOUND", `there is no ${target.digest}`);
      return store.fetch(target, signal);
    },
  });
}

/** The registry cleans manifests of annotations that it does not know. */
const cleaned: Corruption = (store) => ({
  pushTagged: async (expected, content, tag) => {
    if (!tag.endsWith(".att")) return store.pushTagged(expected, content, tag);
    await store.push(expected, content);
    const manifest = JSON.parse(Buffer.from(await fetchAll(store, expected)).toString()) as {
      layers: { annotations?: object }[];
    };
    for (const layer of manifest.layers) delete layer.annotations;
    const bytes = Buffer.from(JSON.stringify(manifest));
    const changed = descriptorOf(mediaType.manifest, bytes);
    return store.pushTagged(changed, bytesContent(bytes), tag);
  },
});

/** Somebody else's bundle stands in the list. */
const joined: Corruption = (store) => ({
  referrers: async (subject, type) => {
    const { bundle } = await attest(signStatement(subject.digest), await newSigner());
    const made = bundleReferrer(bundle, predicateType.cosignSign, subject);
    await store.push(descriptorOf(mediaType.bundle, bundle), bytesContent(bundle));
    await store.push(made.descriptor, bytesContent(made.manifest));
    return [...(await store.referrers(subject, type)), made.descriptor];
  },
});

const cases: readonly Case[] = [
  { what: "the chart is lost", corrupt: lost(mediaType.helmChart), says: /: chart: .*\(BP802\)/u },
  {
    what: "its config is lost",
    corrupt: lost(mediaType.helmConfig),
    says: /: config: .*\(BP801\)/u,
  },
  {
    what: "a bundle is lost",
    corrupt: lost(mediaType.bundle),
    says: /: signature-bundle: .*\(BP803\)/u,
  },
  {
    what: "the signature is not listed",
    corrupt: unlisted(attests(predicateType.cosignSign)),
    says: /: signature-bundle: there is no signature bundle \(BP803\)/u,
  },
  {
    what: "the provenance is not listed",
    corrupt: unlisted(attests(predicateType.slsaProvenance)),
    says: /: provenance-bundle: there is no provenance bundle \(BP805\)/u,
  },
  {
    what: "the attested SBOM is not listed",
    corrupt: unlisted(attests(predicateType.cyclonedx)),
    says: /: sbom-bundle: there is no .*\(BP804\)/u,
  },
  {
    what: "the blueprint is not listed",
    corrupt: unlisted(({ artifactType }) => artifactType === mediaType.blueprint),
    says: /: blueprint: the document .* is missing \(BP806\)/u,
  },
  {
    what: "the .sig is not kept",
    corrupt: forgotten("sig"),
    says: /: signature-legacy: there is no \.sig \(BP803\)/u,
  },
  {
    what: "the .att is not kept",
    corrupt: forgotten("att"),
    says: /: provenance-legacy: .*\(BP805\)/u,
  },
  {
    what: "the .att loses what its layers say",
    corrupt: cleaned,
    says: /: provenance-legacy: .*announces nothing.*\(BP805\)/u,
  },
  {
    what: "another's bundle is listed",
    corrupt: joined,
    says: /: foreign-bundle: .* was not made by this key \(BP803\)/u,
    // It stays there, and consumers refuse an artifact with two signers.
    afterwards: "failed",
  },
];

test.each(cases)(
  "where $what, no tag is set, and the check says so",
  async ({ corrupt, says, afterwards = "published" }) => {
    const signer = await newSigner();
    const source = await sourceOf(unit("products/shop"));
    const store = memoryStore();
    const corrupted = { ...memoryRegistry(), open: () => overridden(store, corrupt(store)) };
    const report = await publishAll(source, corrupted, signer);
    const [artifact] = report.artifacts;
    expect([report.exitCode, statuses(report)]).toEqual([1, { "bp-shop": "failed" }]);
    expect(artifact?.error).toMatchObject({
      code: "VERIFICATION",
      message: expect.stringMatching(says),
      hint: expect.stringContaining("the tag was not set"),
    });
    const { digest } = artifact ?? {};
    const known = digest == null ? [] : [cosignTag(digest, "att"), cosignTag(digest, "sig")];
    expect((await store.tags()).filter((tag) => !known.includes(tag))).toEqual([]);
    const again = await publishAll(source, { ...memoryRegistry(), open: () => store }, signer);
    expect(statuses(again)).toEqual({ "bp-shop": afterwards });
  },
);

function overridden(store: Store, methods: Partial<Store>): Store {
  return new Proxy(store, {
    get: (real, name: keyof Store) => methods[name] ?? real[name]?.bind(real),
  });
}
