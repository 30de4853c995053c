import { beforeAll, expect, test } from "vitest";

import { prepare } from "../../../src/app/publish/prepare.ts";
import { publishRelease } from "../../../src/app/publish/publish-release.ts";
import type { Release } from "../../../src/app/publish/release.ts";
import { verify } from "../../../src/app/verify/verify.ts";
import { fluxArtifact } from "../../../src/artifact/index.ts";
import { spool } from "../../../src/cli/spool.ts";
import { digestOf } from "../../../src/model/digest.ts";
import type { Digest } from "../../../src/model/digest.ts";
import { annotation } from "../../../src/model/media-type.ts";
import { bytesContent, memoryStore } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { tgzOf } from "../../archive/support/tar.ts";
import type { TarPart } from "../../archive/support/tar.ts";
import { kustomize, manifestFiles } from "../../support/kustomize.ts";
import { newSigner, repository } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

const facts = { tool: { name: "bp", version: "0.0.0" }, source: undefined, environment: {} };
const parts: readonly TarPart[] = Object.entries(manifestFiles()).map(([name, body]) => ({
  name,
  body,
}));

interface Change {
  readonly parts?: readonly TarPart[];
  readonly unpacked?: Digest;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The checks that fail of an artifact that was made otherwise, and signed by its owner all the same. */
async function failing(change: Change): Promise<readonly string[]> {
  const source = await sourceOf(kustomize("platform/guard"), {}, { contents: true });
  const [unit] = source.workspace.units;
  if (unit === undefined) throw new Error("there is a unit");
  const images = { kind: "not rendered", reason: "" } as const;
  const release = await prepare(unit, source, facts, { spool, images });
  const store = memoryStore();
  await publishRelease(changed(release, change), {
    store,
    repository: "registry.test/charts/bp-guard",
    signer,
    aside: (work) => work(),
    checkAll: false,
    verify: async () => undefined,
    step: () => undefined,
  });
  await release.dispose();
  const { checks } = await verify({
    reference: { target: repository("bp-guard"), tag: "1.0.0", digest: undefined },
    open: () => store,
    policies: [signer.policy],
    spool,
  });
  return checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
}

function changed(release: Release, change: Change): Release {
  const bytes = tgzOf(change.parts ?? parts);
  const content = { digest: digestOf(bytes), size: bytes.byteLength };
  const document = release.blueprint ?? new Uint8Array();
  const made = fluxArtifact({
    content,
    unpackedDigest: change.unpacked ?? `sha256:${"0".repeat(64)}`,
    annotations: {
      [annotation.title]: "bp-guard",
      [annotation.version]: "1.0.0",
      [annotation.blueprintDigest]: digestOf(document),
      ...change.annotations,
    },
  });
  return {
    ...release,
    archive: { descriptor: made.layer, content: bytesContent(bytes) },
    config: { descriptor: made.config, bytes: made.configBytes },
    manifest: { descriptor: made.descriptor, bytes: made.manifest },
  };
}

test("a config that names another tar", async () => {
  expect(await failing({})).toEqual([
    expect.stringMatching(/^contents: it unpacks to sha256:.*, the config says sha256:0+$/u),
  ]);
});

test("an archive without a base, without what is named, or that climbs", async () => {
  const without = (name: string): readonly TarPart[] => parts.filter((part) => part.name !== name);
  expect(await failing({ parts: without("base/kustomization.yaml") })).toEqual([
    "contents: bp-guard/base holds no kustomization.yaml",
  ]);
  expect(await failing({ parts: without("base/guard.yaml") })).toEqual([
    "contents: base/kustomization.yaml names guard.yaml, which is not in it",
  ]);
  expect(await failing({ parts: [...parts, { name: "../x" }] })).toEqual([
    expect.stringContaining("contents: cannot read bp-guard"),
  ]);
});

test("another name and another version than are asked for", async () => {
  expect(await failing({ annotations: { [annotation.title]: "bp-other" } })).toEqual([
    "config: it is bp-other in the repository bp-guard",
    "contents: not run: config failed",
  ]);
});
