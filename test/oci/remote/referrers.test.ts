import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Descriptor } from "../../../src/model/descriptor.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import { fetchAll } from "../../../src/oci/index.ts";
import type { Fault, Seen } from "../../support/registry.ts";
import { blob, made, pushMade, pushPiece, referrerOf } from "../artifact.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;
let chart: Descriptor;

beforeEach(async () => {
  served = await startServed();
  chart = await pushMade(served.direct, made("chart"));
});

afterEach(() => served.close());

const missingApi: readonly (readonly [string, Fault])[] = [
  ["404", { status: 404, body: "404 page not found" }],
  ["404 MANIFEST_UNKNOWN", { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' }],
  ["400", { status: 400 }],
  ["406", { status: 406 }],
  ["another type", { status: 200, body: "<html>", headers: { "content-type": "text/html" } }],
  [
    "JSON of another type",
    { status: 200, body: '{"manifests":[]}', headers: { "content-type": "application/json" } },
  ],
  ["a redirect elsewhere", { status: 303, headers: { location: "http://127.0.0.1:1/page" } }],
];

function without(fault: Fault) {
  return (request: Seen): Fault | undefined =>
    request.path.includes("/referrers/") ? fault : undefined;
}

const isTag = (request: Seen): boolean =>
  request.path.endsWith(`/manifests/sha256-${chart.digest.slice(7)}`);

async function fallback(): Promise<readonly Descriptor[]> {
  const found = await served.direct.resolve(`sha256-${chart.digest.slice(7)}`);
  const index = JSON.parse(Buffer.from(await fetchAll(served.direct, found)).toString()) as {
    manifests: Descriptor[];
  };
  return index.manifests;
}

async function tagIndex(manifests: readonly Descriptor[]): Promise<void> {
  const index = blob(
    JSON.stringify({ schemaVersion: 2, mediaType: mediaType.index, manifests }),
    mediaType.index,
  );
  await pushPiece(served.direct, index);
  await served.direct.tag(index.descriptor, `sha256-${chart.digest.slice(7)}`);
}

const page = (entry: Descriptor, headers: Record<string, string>): Fault => ({
  status: 200,
  body: JSON.stringify({ schemaVersion: 2, manifests: [{ ...entry, artifactType: "x/n" }] }),
  headers: { "content-type": `${mediaType.index}; charset=utf-8`, ...headers },
});

describe("a registry without the referrers API", () => {
  test.each(missingApi)(
    "%s: one write of the fallback index, then one request to list",
    async (_, fault) => {
      served.proxy.plan(without(fault));
      const store = served.store();
      const bundle = await pushMade(store, referrerOf(chart, "signature", "x/bundle"));
      const bill = await pushMade(store, referrerOf(chart, "sbom", "x/sbom"));
      await store.linkReferrers(chart, [bundle, bill]);
      expect(
        served.proxy.requests.filter((request) => isTag(request) && request.method === "PUT"),
      ).toHaveLength(1);
      const full = [
        { ...bundle, artifactType: "x/bundle", annotations: { kind: "signature" } },
        { ...bill, artifactType: "x/sbom", annotations: { kind: "sbom" } },
      ];
      expect(await fallback()).toEqual(full);
      served.proxy.requests.length = 0;
      expect(await store.referrers(chart)).toEqual(full);
      expect(await store.referrers(chart, "x/sbom")).toEqual([full[1]]);
      expect(served.proxy.requests.map((request) => request.method)).toEqual(["GET", "GET"]);
      await store.linkReferrers(chart, [bundle]);
      expect(served.proxy.requests.every((request) => request.method === "GET")).toBe(true);
    },
  );

  test("entries of others stay, and doubles go", async () => {
    served.proxy.plan(without({ status: 404 }));
    const theirs = {
      ...(await pushMade(served.direct, made("theirs"))),
      artifactType: "their/type",
      annotations: { a: "b" },
    };
    await tagIndex([theirs, theirs]);
    const store = served.store();
    const ours = await pushMade(store, referrerOf(chart, "ours", "x/ours"));
    await store.linkReferrers(chart, [ours]);
    expect(await fallback()).toEqual([
      theirs,
      { ...ours, artifactType: "x/ours", annotations: { kind: "ours" } },
    ]);
  });

  test("an entry without artifact type is completed from its manifest, for readers and in the index", async () => {
    served.proxy.plan(without({ status: 404 }));
    const ours = await pushMade(served.direct, referrerOf(chart, "ours", "x/ours"));
    await tagIndex([ours]);
    const full = { ...ours, artifactType: "x/ours", annotations: { kind: "ours" } };
    const store = served.store();
    expect(await store.referrers(chart)).toEqual([full]);
    await store.linkReferrers(chart, [ours]);
    expect(await fallback()).toEqual([full]);
  });

  test("entries whose manifest is gone are dropped where the registry refuses them", async () => {
    served.proxy.plan(without({ status: 404 }));
    const store = served.store();
    const ours = await pushMade(store, referrerOf(chart, "ours", "x/ours"));
    const gone = { ...made("never pushed").manifest.descriptor, artifactType: "x/gone" };
    const stale = blob(
      JSON.stringify({ schemaVersion: 2, mediaType: mediaType.index, manifests: [gone] }),
      mediaType.index,
    );
    served.proxy.plan((request) => {
      if (isTag(request) && request.method === "GET" && !linked)
        return {
          status: 200,
          body: stale.bytes.toString(),
          headers: { "content-type": mediaType.index },
        };
      if (isTag(request) && request.method === "PUT")
        return { change: (answer) => ((linked = answer.status === 201), answer) };
      return without({ status: 404 })(request);
    });
    let linked = false;
    await store.linkReferrers(chart, [ours]);
    expect((await fallback()).map((entry) => entry.digest)).toEqual([ours.digest]);
  });

  test("a tag that is the subject itself is refused, not overwritten", async () => {
    served.proxy.plan(without({ status: 404 }));
    await served.direct.tag(chart, `sha256-${chart.digest.slice(7)}`);
    const store = served.store();
    const ours = await pushMade(store, referrerOf(chart, "ours", "x/ours"));
    await expect(store.linkReferrers(chart, [ours])).rejects.toMatchObject({ code: "REGISTRY" });
    await expect(store.referrers(chart)).rejects.toMatchObject({ code: "REGISTRY" });
  });

  test("an update that another writer undid is made again", async () => {
    const theirs = await pushMade(served.direct, referrerOf(chart, "theirs", "x/theirs"));
    const store = served.store();
    const ours = await pushMade(store, referrerOf(chart, "ours", "x/ours"));
    let undone = false;
    served.proxy.plan((request) => {
      if (!isTag(request) || request.method !== "PUT" || undone)
        return without({ status: 404 })(request);
      undone = true;
      return { status: 201 };
    });
    await tagIndex([{ ...theirs, artifactType: "x/theirs" }]);
    await store.linkReferrers(chart, [ours]);
    expect((await fallback()).map((entry) => entry.digest)).toEqual([theirs.digest, ours.digest]);
  });

  test("several links by one store at once all arrive", async () => {
    served.proxy.plan(without({ status: 404 }));
    const store = served.store();
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        pushMade(store, referrerOf(chart, `n${index}`, "x/n")),
      ),
    );
    await Promise.all(all.map((one) => store.linkReferrers(chart, [one])));
    expect(new Set((await fallback()).map((entry) => entry.digest))).toEqual(
      new Set(all.map((one) => one.digest)),
    );
  });
});

describe("a registry with the referrers API", () => {
  test("no fallback is written, and listing is one request", async () => {
    const store = served.store();
    const ours = await pushMade(store, referrerOf(chart, "ours", "x/ours"));
    await store.linkReferrers(chart, [ours]);
    await expect(fallback()).rejects.toMatchObject({ code: "NOT_FOUND" });
    served.proxy.requests.length = 0;
    expect(await store.referrers(chart)).toHaveLength(1);
    expect(served.proxy.requests).toHaveLength(1);
  });

  test("pages are followed", async () => {
    const [one, two] = [
      await pushMade(served.direct, referrerOf(chart, "1", "x/n")),
      await pushMade(served.direct, referrerOf(chart, "2", "x/n")),
    ];
    served.proxy.plan((request) => {
      if (request.path.endsWith("?page=2")) return page(two, {});
      return page(one, { link: `<${request.path}?page=2>; rel="next"` });
    });
    const digests = (await served.store().referrers(chart)).map((entry) => entry.digest);
    expect(digests).toEqual([one.digest, two.digest]);
  });

  test("one that answers but never lists gets the fallback index, and is not believed to be empty", async () => {
    const empty = JSON.stringify({ schemaVersion: 2, mediaType: mediaType.index, manifests: [] });
    served.proxy.plan(
      without({ status: 200, body: empty, headers: { "content-type": mediaType.index } }),
    );
    const store = served.store();
    const ours = await pushMade(store, referrerOf(chart, "ours", "x/ours"));
    await store.linkReferrers(chart, [ours]);
    expect((await fallback()).map((entry) => entry.digest)).toEqual([ours.digest]);
    expect((await served.store().referrers(chart)).map((entry) => entry.digest)).toEqual([
      ours.digest,
    ]);
  });

  test("one that lists a little later is waited for", async () => {
    const slept: number[] = [];
    const empty = JSON.stringify({ schemaVersion: 2, mediaType: mediaType.index, manifests: [] });
    let asked = 0;
    served.proxy.plan((request) => {
      if (!request.path.includes("/referrers/")) return undefined;
      asked += 1;
      return asked > 2
        ? undefined
        : { status: 200, body: empty, headers: { "content-type": mediaType.index } };
    });
    const store = served.store({ sleep: async (ms) => void slept.push(ms) });
    const ours = await pushMade(store, referrerOf(chart, "ours", "x/ours"));
    await store.linkReferrers(chart, [ours]);
    expect(slept).toEqual([100, 200]);
    await expect(fallback()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.each([401, 403, 500])("%i says nothing about the API", async (status) => {
    served.proxy.plan(without({ status }));
    await expect(served.store().referrers(chart)).rejects.toMatchObject({ details: { status } });
  });

  test("an unchanged artifact costs a HEAD of the tag and a GET of the referrers", async () => {
    const ours = await pushMade(served.direct, referrerOf(chart, "ours", "x/ours"));
    await served.direct.linkReferrers(chart, [ours]);
    await served.direct.tag(chart, "1.0.0");
    const store = served.store();
    expect(await store.referrers(await store.resolve("1.0.0"))).toHaveLength(1);
    expect(served.proxy.requests.map(({ method }) => method)).toEqual(["HEAD", "GET"]);
  });
});

test("a refusal that is cut in its words is asked for again", async () => {
  let asked = 0;
  served.proxy.plan((request) => {
    if (!isTag(request)) return undefined;
    asked += 1;
    return asked === 1 ? "cut-body" : undefined;
  });
  expect(await served.store().referrers(chart)).toEqual([]);
  expect(asked).toBe(2);
});
