import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { registryStore } from "../../../src/oci/index.ts";
import { startDistribution, whyNoDistribution } from "../../support/distribution.ts";
import type { Seen } from "../../support/registry.ts";
import { startProxy } from "../../support/registry.ts";
import { made, pushMade, referrerOf, testClient } from "../artifact.ts";
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
      "HEAD 404",
      "POST 201",
      "PUT 201",
      // The empty config is known to be there.
      "HEAD 404",
      "POST 201",
      "PUT 201",
      "PUT 201",
    ]);
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
        "HEAD 404",
        "POST 202",
        "PUT 201",
        "PUT 201",
        "HEAD 404",
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
