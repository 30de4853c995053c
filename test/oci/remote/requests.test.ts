import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { bytesContent, registryStore } from "../../../src/oci/index.ts";
import { startDistribution, whyNoDistribution } from "../../support/distribution.ts";
import type { Seen } from "../../support/registry.ts";
import { startProxy } from "../../support/registry.ts";
import { blob, made, pushMade, pushPiece, referrerOf, testClient } from "../artifact.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

beforeEach(async () => {
  served = await startServed();
});

afterEach(() => served.close());

function methods(requests: readonly Seen[]): readonly string[] {
  return requests.map(({ method, status }) => `${method} ${status}`);
}

describe("no needless requests", () => {
  test("to a registry that takes a blob with one POST", async () => {
    const store = served.store();
    const chart = await pushMade(store, made("chart"));
    await pushMade(store, referrerOf(chart, "one", "x/y"));
    await store.tag(chart, "1.0.0");
    expect(methods(served.proxy.requests)).toEqual([
      "HEAD 404",
      "POST 201",
      // The repository was without the first: small blobs are sent unasked.
      "POST 201",
      "PUT 201",
      // The empty config is known to be there.
      "POST 201",
      "PUT 201",
      "PUT 201",
    ]);
  });

  test("a large blob is always asked for", async () => {
    const store = served.store();
    await pushMade(store, made("chart"));
    const large = blob("x".repeat(70_000));
    await pushPiece(served.direct, large);
    served.proxy.requests.length = 0;
    await pushPiece(store, large);
    expect(methods(served.proxy.requests)).toEqual(["HEAD 200"]);
  });

  test("what looks for a manifest in vain sends small blobs unasked", async () => {
    const store = served.store();
    const { manifest } = made("chart");
    expect(await store.exists(manifest.descriptor)).toBe(false);
    await pushPiece(store, blob("small"));
    expect(methods(served.proxy.requests)).toEqual(["HEAD 404", "POST 201"]);
  });

  test("where something was there already, everything is asked for", async () => {
    const [one, two, three] = [blob("one"), blob("two"), blob("three")];
    for (const piece of [one, three]) await pushPiece(served.direct, piece);
    const store = served.store();
    for (const piece of [one, two, three]) await pushPiece(store, piece);
    expect(methods(served.proxy.requests)).toEqual([
      "HEAD 200",
      "HEAD 404",
      "POST 201",
      "HEAD 200",
    ]);
  });

  test("a manifest and its tag go in with one request", async () => {
    const store = served.store();
    const { config, layer, manifest } = made("chart");
    for (const piece of [config, layer]) await pushPiece(store, piece);
    served.proxy.requests.length = 0;
    await store.pushTagged(manifest.descriptor, bytesContent(manifest.bytes), "1.0.0");
    expect(served.proxy.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "PUT /v2/repo/manifests/1.0.0",
    ]);
    expect(await store.resolve("1.0.0")).toEqual(manifest.descriptor);
  });

  test("what is there costs a HEAD each and no write", async () => {
    const artifact = made("chart");
    await pushMade(served.direct, artifact);
    await pushMade(served.store(), artifact);
    expect(methods(served.proxy.requests)).toEqual(["HEAD 200", "HEAD 200", "HEAD 200"]);
  });

  test.skipIf(whyNoDistribution !== undefined)(
    "to Docker distribution: POST and PUT, the first blob offered with the POST",
    async () => {
      const registry = await startDistribution();
      const proxy = await startProxy(registry.host);
      const client = testClient();
      const store = registryStore({ client, host: proxy.host, path: "repo" });
      const chart = await pushMade(store, made("chart"));
      const bundle = await pushMade(store, referrerOf(chart, "one", "x/y"));
      await store.linkReferrers(chart, [bundle]);
      await store.tag(chart, "1.0.0");
      expect(methods(proxy.requests)).toEqual([
        "HEAD 404",
        "POST 202",
        "PUT 201",
        "POST 202",
        "PUT 201",
        "PUT 201",
        "POST 202",
        "PUT 201",
        "PUT 201",
        // The API, the fallback index before, its write, the look after.
        "GET 404",
        "GET 404",
        "PUT 201",
        "GET 200",
        "PUT 201",
      ]);
      for (const request of proxy.requests.filter(({ path }) => path.includes("/manifests/")))
        if (request.method !== "PUT") expect(request.headers.accept?.split(", ")).toHaveLength(4);
      for (const request of proxy.requests.filter(({ method }) => method === "PUT"))
        expect(request.headers["transfer-encoding"]).toBeUndefined();
      client.close();
      await proxy.close();
      await registry.stop();
    },
  );
});
