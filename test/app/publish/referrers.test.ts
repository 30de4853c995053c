import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { Source } from "../../../src/app/packaging.ts";
import { prepare } from "../../../src/app/publish/prepare.ts";
import { completeness } from "../../../src/app/publish/referrers.ts";
import type { Release } from "../../../src/app/publish/release.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Descriptor } from "../../../src/model/descriptor.ts";
import { annotation, mediaType, predicateType } from "../../../src/model/media-type.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { chartOnly, unit } from "../../support/workspace.ts";
import { memoryRegistry, newSigner, publishAll, repository } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
let me: string;
let release: Release;
let listed: readonly Descriptor[];

const images = { kind: "not rendered", reason: "this is a test" } as const;

async function releaseOf({ workspace, ...rest }: Source): Promise<Release> {
  const [first] = workspace.units;
  if (first === undefined) throw new Error("no unit");
  const tool = { name: "bp", version: "0.0.0" };
  const facts = { tool, source: undefined, environment: {} };
  return prepare(first, { workspace, ...rest }, facts, { spool, images });
}

/** What a registry lists once the only unit of a workspace is published. */
async function listing(source: Source): Promise<readonly Descriptor[]> {
  const registry = memoryRegistry();
  const { artifacts } = await publishAll(source, registry, signer);
  const store = registry.open(repository(artifacts[0]?.name ?? ""));
  return store.referrers(await store.resolve("1.0.0"));
}

beforeAll(async () => {
  signer = await newSigner();
  me = signer.name;
});

beforeEach(async () => {
  const source = await sourceOf(unit("products/shop"));
  release = await releaseOf(source);
  listed = await listing(source);
});

describe("the referrers of a release", () => {
  test("are four bundles, the SBOMs and the blueprint document", () => {
    const artifactTypes = listed.map(({ artifactType }) => artifactType ?? "");
    expect(artifactTypes.toSorted(byCodeUnit)).toEqual([
      mediaType.spdx,
      mediaType.cyclonedx,
      mediaType.bundle,
      mediaType.bundle,
      mediaType.bundle,
      mediaType.bundle,
      mediaType.blueprint,
    ]);
    const types = listed.flatMap(
      ({ annotations }) => annotations?.[annotation.bundlePredicateType] ?? [],
    );
    expect(new Set(types)).toEqual(new Set(Object.values(predicateType)));
  });

  test("are complete when all are listed, in any order", () => {
    expect(completeness(listed, release, me)).toEqual({ kind: "complete" });
    expect(completeness(listed.toReversed(), release, me)).toEqual({ kind: "complete" });
    const stranger = { mediaType: mediaType.manifest, digest: release.manifest.descriptor.digest };
    const foreign = { ...stranger, size: 1, artifactType: "application/vnd.someone.else" };
    expect(completeness([...listed, foreign], release, me)).toEqual({ kind: "complete" });
  });

  test.each([0, 1, 2, 3, 4, 5, 6])("are incomplete without number %i", (missing) => {
    const rest = listed.filter((_, index) => index !== missing);
    expect(completeness(rest, release, me)).toEqual({ kind: "incomplete" });
  });

  test("are another signer's where one bundle is", () => {
    expect(completeness(listed, release, "you")).toEqual({ kind: "foreign", signer: me });
  });

  test("need no document where there is no blueprint.yaml", async () => {
    const source = await sourceOf(chartOnly("products/bare"));
    const [bare, own] = [await releaseOf(source), await listing(source)];
    expect(own).toHaveLength(6);
    expect(completeness(own, bare, me)).toEqual({ kind: "complete" });
  });
});

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}
