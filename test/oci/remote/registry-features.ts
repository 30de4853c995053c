import { createHash } from "node:crypto";

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { descriptorOf } from "../../../src/model/descriptor.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import type { Client, ClientOptions, Store } from "../../../src/oci/index.ts";
import { bytesContent, fetchAll, registryStore } from "../../../src/oci/index.ts";
import type { Proxy, Seen } from "../../support/registry.ts";
import { startProxy } from "../../support/registry.ts";
import { blob, made, pushMade, pushPiece, testClient } from "../artifact.ts";
import { storeContract } from "../store-contract.ts";
import { listFeatures } from "./registry-lists.ts";
import type { TestedRegistry, Traits } from "./tested-registry.ts";
import { onceAt } from "./tested-registry.ts";

/** All that the client can do, with one registry. */
export function registryFeatures(
  name: string,
  start: () => Promise<TestedRegistry>,
  traits: Traits,
  skipped?: string,
): void {
  storeContract(
    name,
    async () => {
      const registry = await start();
      const client = testClient();
      return {
        sha256Alone: !traits.sha512,
        keepsTags: !traits.untags,
        open: (path) => registryStore({ client, host: registry.host, path }),
        close: async () => {
          client.close();
          await registry.close();
        },
      };
    },
    skipped,
  );
  const title = skipped === undefined ? name : `${name} (skipped: ${skipped})`;
  describe.skipIf(skipped !== undefined)(`features: ${title}`, () => features(start, traits));
}

const MB = 1024 * 1024;
const large = Buffer.concat(
  Array.from({ length: (3 * MB) / 64 }, (_, index) =>
    createHash("sha512").update(`${index}`).digest(),
  ),
);
const expected = descriptorOf("application/vnd.test.layer", large);

const isPut = ({ method, path }: Seen): boolean => method === "PUT" && path.includes("/uploads/");

function features(start: () => Promise<TestedRegistry>, traits: Traits): void {
  let registry: TestedRegistry;
  let proxy: Proxy;
  let count = 0;
  const clients: Client[] = [];
  const client = (options?: Partial<ClientOptions>): Client => {
    const made = testClient(options);
    clients.push(made);
    return made;
  };
  const storeAt = (path: string, options?: Partial<ClientOptions>): Store =>
    registryStore({ client: client(options), host: proxy.host, path });
  const fresh = (): string => `features/repo-${(count += 1)}`;

  beforeAll(async () => {
    registry = await start();
    proxy = await startProxy(registry.host);
  });
  afterEach(() => {
    proxy.plan(() => undefined);
    proxy.requests.length = 0;
    for (const one of clients.splice(0)) one.close();
  });
  afterAll(async () => {
    await proxy?.close();
    await registry?.close();
  });

  async function expectStored(path: string): Promise<void> {
    const back = await fetchAll(storeAt(path), expected, large.byteLength);
    expect(Buffer.compare(back, large)).toBe(0);
  }

  const writes = (): readonly string[] =>
    proxy.requests
      .filter(({ method }) => method !== "HEAD" && method !== "GET")
      .map(({ method, status }) => `${method} ${status}`);

  test("a blob that is there is not sent again", async () => {
    const path = fresh();
    await storeAt(path).push(expected, bytesContent(large));
    proxy.requests.length = 0;
    await storeAt(path).push(expected, bytesContent(large));
    expect(writes()).toEqual([]);
    await expectStored(path);
  });

  test.skipIf(traits.sha512)("that a registry reckons by sha256 alone is said", async () => {
    const store = storeAt(fresh());
    const { manifest } = made("chart");
    await pushMade(store, made("chart"));
    const named = descriptorOf(mediaType.manifest, manifest.bytes, "sha512");
    await expect(store.push(named, bytesContent(manifest.bytes))).rejects.toMatchObject({
      hint: expect.stringContaining("sha256 alone") as string,
    });
  });

  test("a blob goes in chunks where no more is taken at a time", async () => {
    const path = fresh();
    proxy.plan(({ headers }) =>
      Number(headers["content-length"]) > 2 * MB ? { status: 413 } : undefined,
    );
    await storeAt(path).push(expected, bytesContent(large));
    expect(writes().filter((line) => line === "PATCH 202")).toHaveLength(2);
    await expectStored(path);
  });

  test("an upload that is cut is completed", async () => {
    const path = fresh();
    proxy.plan(onceAt(isPut, { cutAfter: MB }));
    await storeAt(path).push(expected, bytesContent(large));
    expect(writes().includes("PATCH 202")).toBe(traits.resumes);
    await expectStored(path);
  });

  test("an upload whose answer is lost is there", async () => {
    const path = fresh();
    proxy.plan(onceAt(isPut, "drop-answer"));
    await storeAt(path).push(expected, bytesContent(large));
    await expectStored(path);
  });

  test("other bytes than the digest says are refused", async () => {
    const wrong = Buffer.from(large);
    wrong.writeUInt8(wrong.readUInt8(9) ^ 1, 9);
    const store = storeAt(fresh());
    await expect(store.push(expected, bytesContent(wrong))).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
    });
    expect(await store.exists(expected)).toBe(false);
  });

  test("a blob is mounted from another repository", async () => {
    const one = client();
    const [path, other] = [fresh(), fresh()];
    const at = (where: string): Store =>
      registryStore({ client: one, host: proxy.host, path: where });
    await at(other).push(expected, bytesContent(large));
    proxy.requests.length = 0;
    expect(await at(path).mount?.(expected, at(other))).toBe(true);
    expect(writes()).toEqual(["POST 201"]);
    await expectStored(path);
  });

  test("a mount that is not possible is an upload", async () => {
    const [path, other] = [fresh(), fresh()];
    const piece = blob(`only here ${path}`.repeat(100));
    const store = storeAt(path);
    expect(await store.mount?.(piece.descriptor, storeAt(other))).toBe(false);
    await pushPiece(store, piece);
    expect(await storeAt(path).exists(piece.descriptor)).toBe(true);
  });

  test("a download that is cut goes on where it was cut", async () => {
    const path = fresh();
    await storeAt(path).push(expected, bytesContent(large));
    proxy.requests.length = 0;
    proxy.plan(onceAt(({ method }) => method === "GET", "cut-body"));
    await expectStored(path);
    const ranges = proxy.requests.map(({ headers, status }) => [headers.range, status]);
    expect(ranges).toEqual([
      [undefined, 200],
      [`bytes=${(3 * MB) / 2}-`, 206],
    ]);
  });

  test("a manifest is found by tag and by digest, and a tag moves", async () => {
    const store = storeAt(fresh());
    const [one, two] = [await pushMade(store, made("one")), await pushMade(store, made("two"))];
    await store.tag(one, "1.0.0");
    expect([await store.resolve("1.0.0"), await store.resolve(one.digest)]).toEqual([one, one]);
    await store.tag(two, "1.0.0");
    expect(await store.resolve("1.0.0")).toEqual(two);
    await expect(store.resolve("2.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a manifest whose blobs are not there is refused with its code", async () => {
    const store = storeAt(fresh(), { sleep: async () => undefined });
    const { config, manifest } = made(`never pushed ${count}`);
    await pushPiece(store, config);
    const push = pushPiece(store, manifest);
    await expect(push).rejects.toMatchObject({
      details: { registryCode: expect.stringMatching(/MANIFEST_(?:BLOB_UNKNOWN|INVALID)/u) },
    });
  });

  listFeatures({ registry: () => registry, proxy: () => proxy, client, storeAt, fresh }, traits);
}
