import { gunzipSync, gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import type { Source } from "../../../src/app/packaging.ts";
import { prepare } from "../../../src/app/publish/prepare.ts";
import { publishRelease } from "../../../src/app/publish/publish-release.ts";
import type { Release } from "../../../src/app/publish/release.ts";
import type { RebuildPorts } from "../../../src/app/rebuild/rebuild.ts";
import { rebuild } from "../../../src/app/rebuild/rebuild.ts";
import type { RebuildReport } from "../../../src/app/rebuild/report.ts";
import { packTarGz, readTarGz } from "../../../src/archive/index.ts";
import type { ArchiveEntry } from "../../../src/archive/index.ts";
import { entryOf } from "../../../src/archive/index.ts";
import { buildArtifact } from "../../../src/artifact/index.ts";
import { spool } from "../../../src/cli/spool.ts";
import { descriptorOf } from "../../../src/model/descriptor.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import { bytesContent, memoryStore, parseManifest, readAll } from "../../../src/oci/index.ts";
import type { Store } from "../../../src/oci/index.ts";
import type { Policy } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import { newSigner } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";

const facts = {
  tool: { name: "bp", version: "0.1.0", purl: "pkg:npm/%40openova/bp" },
  source: { commit, committed: new Date(0), repository: undefined, ref: undefined, dirty: false },
  environment: {},
};

/** The release with another archive in it, in a manifest that says so. */
function withArchive(release: Release, packed: Uint8Array): Release {
  const chart = descriptorOf(mediaType.helmChart, packed);
  const { annotations = {} } = parseManifest(release.manifest.bytes, "x");
  const { manifest, descriptor } = buildArtifact({
    config: release.config.bytes,
    chart,
    annotations,
    ...(release.blueprint === undefined ? {} : { blueprint: release.blueprint }),
  });
  return {
    ...release,
    archive: { descriptor: chart, content: bytesContent(packed) },
    manifest: { descriptor, bytes: manifest },
  };
}

interface Scene {
  readonly store: Store;
  readonly source: Source;
  readonly policy: Policy;
}

/** A registry with one artifact, whose archive was changed before it was signed. */
async function published(
  change: (packed: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Promise<Scene> {
  const source = await sourceOf(unit("products/shop"));
  const [first] = source.workspace.units;
  if (first === undefined) throw new Error("there is a unit");
  const release = await prepare(first, source, facts, {
    spool,
    images: { kind: "not rendered", reason: "" },
  });
  const packed = await readAll(release.archive.content.open(), release.archive.descriptor.size);
  const store = memoryStore();
  const signer = await newSigner();
  await publishRelease(withArchive(release, await change(packed)), {
    store,
    repository: "registry.test/charts/bp-shop",
    signer,
    aside: (run) => run(),
    checkAll: false,
    verify: async () => undefined,
    step: () => undefined,
  });
  await release.dispose();
  return { store, source, policy: signer.policy };
}

function again({ store, source, policy }: Scene, trusted = [policy]): Promise<RebuildReport> {
  const target = { kind: "registry", host: "registry.test", path: "charts/bp-shop" } as const;
  const ports: RebuildPorts = {
    spool,
    revision: async () => source,
    upstream: () => {
      throw new Error("nothing is to be fetched");
    },
  };
  return rebuild(
    {
      reference: { target, tag: "1.0.0", digest: undefined },
      repository: store,
      policies: trusted,
      tool: { version: "0.1.0", dirHash: undefined },
    },
    ports,
  );
}

/** The entries of an archive, changed and packed anew. */
async function repacked(
  packed: Uint8Array,
  change: (entries: ArchiveEntry[]) => readonly ArchiveEntry[],
): Promise<Uint8Array> {
  const entries: ArchiveEntry[] = [];
  for await (const { path, size, body } of readTarGz(bytesContent(packed).open(), { name: "x" }))
    entries.push(entryOf(`bp-shop/${path}`, await readAll(body, size)));
  return readAll(packTarGz(change(entries)), 1_000_000);
}

test("the same source gives the same manifest", async () => {
  const report = await again(await published((packed) => packed));
  expect(report).toMatchObject({ ok: true, exitCode: 0, identical: true, files: [], manifest: [] });
  expect(report.rebuilt).toBe(report.subject.digest);
  expect(report.provenance).toMatchObject({ folder: "products/shop", policy: { kind: "key" } });
});

test("another compression of the same tar is that", async () => {
  const report = await again(
    await published((packed) => gzipSync(gunzipSync(packed), { level: 1 })),
  );
  expect(report).toMatchObject({
    exitCode: 1,
    identical: false,
    files: [{ path: "bp-shop-1.0.0.tgz", kind: "compression" }],
    blueprint: null,
    manifest: [],
  });
});

test("another order of the same files is that", async () => {
  const report = await again(
    await published((packed) => repacked(packed, (entries) => entries.toReversed())),
  );
  expect(report.files).toMatchObject([{ path: "templates/config.yaml", kind: "order" }]);
});

test("another file is told by both its digests", async () => {
  const report = await again(
    await published((packed) =>
      repacked(packed, (entries) =>
        entries.map((one) =>
          one.path.endsWith("values.yaml") ? entryOf(one.path, Buffer.from("evil: true\n")) : one,
        ),
      ),
    ),
  );
  const [file, ...others] = report.files;
  expect(file).toMatchObject({ path: "values.yaml", kind: "content" });
  expect(file?.published).not.toBe(file?.rebuilt);
  expect(others).toEqual([]);
});

test("another mode is that", async () => {
  const report = await again(
    await published((packed) => {
      const tar = gunzipSync(packed);
      tar.write("0000755\0", 100, "latin1");
      const sum = tar
        .subarray(0, 512)
        .reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
      tar.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
      return gzipSync(tar);
    }),
  );
  expect(report.files).toMatchObject([{ path: "Chart.yaml", kind: "mode", detail: "0755, 0644" }]);
});

test("a provenance by nobody who is trusted is none, and unverified it is read as such", async () => {
  const scene = await published((packed) => packed);
  const { policy } = await newSigner();
  await expect(again(scene, [policy])).rejects.toMatchObject({
    code: "VERIFICATION",
    message: expect.stringContaining("signed by nobody who is trusted") as unknown,
  });
  const report = await again(scene, []);
  expect(report).toMatchObject({ identical: true, provenance: { policy: null } });
  expect(await again(scene, [policy, scene.policy])).toMatchObject({ identical: true });
});
