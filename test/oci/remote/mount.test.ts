import { afterEach, beforeEach, expect, test } from "vitest";

import { descriptorOf } from "../../../src/model/descriptor.ts";
import type { Store } from "../../../src/oci/index.ts";
import { bytesContent, registryStore } from "../../../src/oci/index.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

beforeEach(async () => {
  served = await startServed();
});

afterEach(() => served.close());

const large = Buffer.alloc(100_000, "abc");
const expected = descriptorOf("application/vnd.test.layer", large);

/** Another repository of the same registry. */
function other(): Store {
  return registryStore({ client: served.client(), host: served.proxy.host, path: "other" });
}

function written(): readonly string[] {
  return served.proxy.requests
    .filter(({ method }) => method !== "HEAD")
    .map(({ method, status }) => `${method} ${status}`);
}

test("takes a blob over from another repository of the registry", async () => {
  const source = other();
  await source.push(expected, bytesContent(large));
  served.proxy.requests.length = 0;
  const store = served.store();
  expect(await store.mount?.(expected, source)).toBe(true);
  await store.push(expected, bytesContent(Buffer.from("never read")));
  expect(served.proxy.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `POST /v2/repo/blobs/uploads/?mount=${encodeURIComponent(expected.digest)}&from=other`,
  ]);
  expect(await served.direct.exists(expected)).toBe(true);
});

test("that is not possible begins an upload, which the push goes on with", async () => {
  const store = served.store();
  expect(await store.mount?.(expected, other())).toBe(false);
  await store.push(expected, bytesContent(large));
  expect(written()).toEqual(["POST 202", "PUT 201"]);
  expect(await served.direct.exists(expected)).toBe(true);
});

test.each([400, 401, 403, 404, 405])("that is refused with %i is no error", async (status) => {
  served.proxy.plan((request) => (request.path.includes("mount=") ? { status } : undefined));
  const store = served.store();
  expect(await store.mount?.(expected, other())).toBe(false);
  await store.push(expected, bytesContent(large));
  expect(await served.direct.exists(expected)).toBe(true);
});

test("is not asked of another registry, nor of the same repository", async () => {
  const elsewhere = await startServed();
  const store = served.store();
  expect(await store.mount?.(expected, elsewhere.store())).toBe(false);
  expect(await store.mount?.(expected, served.store())).toBe(false);
  expect(served.proxy.requests).toEqual([]);
  await elsewhere.close();
});
