import { afterEach, beforeEach, expect, test } from "vitest";

import { fetchAll } from "../../../src/oci/index.ts";
import { made, pushMade } from "../artifact.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

beforeEach(async () => {
  served = await startServed();
});

afterEach(() => served.close());

test("a tag, a manifest and a blob of this run are waited for", async () => {
  const artifact = made("chart");
  const store = served.store();
  const chart = await pushMade(store, artifact);
  await store.tag(chart, "1.0.0");
  for (const read of [
    () => store.resolve("1.0.0"),
    () => fetchAll(store, chart),
    () => fetchAll(store, artifact.layer.descriptor),
  ]) {
    let missed = 0;
    served.proxy.plan(({ method }) => {
      missed += 1;
      return missed < 4 && method !== "POST" ? { status: 404 } : undefined;
    });
    await read();
    expect(missed).toBe(4);
  }
});

test("a tag that still names what it named before is waited for", async () => {
  const [one, two] = [
    await pushMade(served.direct, made("one")),
    await pushMade(served.direct, made("two")),
  ];
  await served.direct.tag(one, "1.0.0");
  const store = served.store();
  await store.tag(two, "1.0.0");
  await served.direct.tag(one, "1.0.0");
  let looks = 0;
  served.proxy.plan(() => {
    looks += 1;
    return {
      change: async (answer) => {
        if (looks === 2) await served.direct.tag(two, "1.0.0");
        return answer;
      },
    };
  });
  expect(await store.resolve("1.0.0")).toEqual(two);
  expect(looks).toBe(3);
});

test("a manifest is put again where the registry does not see its blobs yet", async () => {
  let refused = 0;
  served.proxy.plan((request) => {
    if (!request.path.includes("/manifests/") || request.method !== "PUT") return undefined;
    refused += 1;
    const body = '{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN"}]}';
    return refused < 3 ? { status: 404, body } : undefined;
  });
  const chart = await pushMade(served.store(), made("chart"));
  expect(await served.direct.exists(chart)).toBe(true);
  expect(refused).toBe(3);
});

test("what nobody wrote is not waited for", async () => {
  const store = served.store();
  await expect(store.resolve("1.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(served.proxy.requests).toHaveLength(1);
});
