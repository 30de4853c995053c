import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { RequestRecord } from "../../../src/oci/index.ts";
import { fetchAll, registryStore } from "../../../src/oci/index.ts";
import type { Changed, Fault, Seen } from "../../support/registry.ts";
import { blob, made, pushMade, pushPiece, testClient } from "../artifact.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

beforeEach(async () => {
  served = await startServed();
});

afterEach(() => served.close());

/** The fault for the first `times` requests of a kind. */
function first(times: number, matches: (request: Seen) => boolean, fault: Fault) {
  let count = 0;
  return (request: Seen): Fault | undefined => {
    if (!matches(request)) return undefined;
    count += 1;
    return count <= times ? fault : undefined;
  };
}

const every = (): boolean => true;

describe("answers that end a run", () => {
  test.each([
    [400, "REGISTRY", 1],
    [401, "UNAUTHORIZED", 1],
    [403, "DENIED", 1],
    [405, "REGISTRY", 1],
    [429, "RATE_LIMITED", 7],
    [500, "REGISTRY", 7],
    [503, "REGISTRY", 7],
  ])("%i to everything is %s after %i tries, and says where", async (status, code, tries) => {
    served.proxy.plan(() => ({
      status,
      body: '{"errors":[{"code":"SOME","message":"a\\u001b[31m reason"}]}',
    }));
    const error: unknown = await served
      .store()
      .tags()
      .catch((error: unknown) => error);
    const url = `http://${served.proxy.host}/v2/repo/tags/list`;
    expect(error).toMatchObject({
      code,
      details: { status, method: "GET", url, repository: `${served.proxy.host}/repo` },
    });
    const tried = tries === 1 ? "" : ` (after ${tries} tries and 15 s of waiting)`;
    expect(error).toMatchObject({
      message: `GET ${url} answered ${status}: SOME a [31m reason${tried}`,
      hint: expect.any(String),
    });
    expect(served.proxy.requests).toHaveLength(tries);
  });

  test.each([401, 403, 429, 500])(
    "%i to a push leaves neither manifest nor tag",
    async (status) => {
      served.proxy.plan((request) => (request.method === "PUT" ? { status } : undefined));
      const artifact = made("chart");
      await expect(pushMade(served.store(), artifact)).rejects.toMatchObject({
        details: { status },
      });
      expect(await served.direct.exists(artifact.manifest.descriptor)).toBe(false);
      expect(await served.direct.tags()).toEqual([]);
    },
  );

  test.each([409, 412])("%i to a tag is a conflict", async (status) => {
    const store = served.store();
    const chart = await pushMade(store, made("chart"));
    served.proxy.plan((request) => (request.method === "PUT" ? { status } : undefined));
    await expect(store.tag(chart, "1.0.0")).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("nobody there", async () => {
    const { host } = served.proxy;
    const store = served.store();
    await served.proxy.close();
    const error: unknown = await store.tags().catch((error: unknown) => error);
    expect(error).toMatchObject({ code: "NETWORK", details: { code: "ECONNREFUSED" } });
    expect((error as Error).message).toContain(host);
  });

  test("a body of errors without end is cut", async () => {
    served.proxy.plan(() => ({ status: 403, body: "x".repeat(5_000_000) }));
    await expect(served.store().tags()).rejects.toMatchObject({ code: "DENIED" });
    served.proxy.plan(() => undefined);
    expect(await served.direct.tags()).toEqual([]);
  });

  test("plain http spoken to who expects TLS", async () => {
    const client = testClient();
    const store = registryStore({
      client,
      host: served.proxy.host,
      path: "repo",
      plainHttp: false,
    });
    await expect(store.tags()).rejects.toMatchObject({
      code: "NETWORK",
      hint: expect.stringContaining("--plain-http"),
    });
    client.close();
  });
});

describe("faults that pass", () => {
  test.each<[string, Fault]>([
    ["429", { status: 429 }],
    ["500", { status: 500 }],
    ["408", { status: 408 }],
    ["a cut connection", "cut"],
    ["a cut body", "cut-body"],
  ])("%s before every answer, once", async (_, fault) => {
    const seen = new Set<string>();
    served.proxy.plan((request) => {
      const key = `${request.method} ${request.path.replace(/uploads\/[^?]+/u, "uploads/x")}`;
      if (seen.has(key)) return undefined;
      seen.add(key);
      return fault;
    });
    const store = served.store();
    const artifact = made("chart");
    const chart = await pushMade(store, artifact);
    await store.tag(chart, "1.0.0");
    expect(await served.direct.resolve("1.0.0")).toEqual(chart);
    expect(await store.resolve("1.0.0")).toEqual(chart);
    expect(await fetchAll(store, artifact.layer.descriptor)).toHaveLength(5);
    expect(await fetchAll(store, chart)).toHaveLength(chart.size);
    expect(await store.tags()).toEqual(["1.0.0"]);
  });
});

function otherDigest(answer: Changed): Changed {
  const digest = `sha256:${"0".repeat(64)}`;
  return { ...answer, headers: { ...answer.headers, "docker-content-digest": digest } };
}

function withoutDigest(answer: Changed): Changed {
  return { ...answer, headers: { ...answer.headers, "docker-content-digest": undefined } };
}

describe("lies", () => {
  test("other bytes than their digest", async () => {
    const artifact = made("chart");
    const chart = await pushMade(served.direct, artifact);
    served.proxy.plan(() => ({
      change: (answer) => ({
        ...answer,
        body: Buffer.from(answer.body.toString().replace(/[ac]/u, "X")),
      }),
    }));
    for (const target of [chart, artifact.layer.descriptor])
      await expect(fetchAll(served.store(), target)).rejects.toMatchObject({
        code: "DIGEST_MISMATCH",
      });
  });

  test("a digest is answered with another manifest", async () => {
    const [one, two] = [
      await pushMade(served.direct, made("one")),
      await pushMade(served.direct, made("two")),
    ];
    served.proxy.plan(() => ({
      change: (answer) => ({
        ...answer,
        headers: { ...answer.headers, "docker-content-digest": two.digest },
      }),
    }));
    await expect(served.store().resolve(one.digest)).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
    });
  });

  test("an upload is acknowledged with another digest", async () => {
    served.proxy.plan((request) =>
      request.method === "POST" ? { change: otherDigest } : undefined,
    );
    await expect(pushPiece(served.store(), blob("x"))).rejects.toMatchObject({
      code: "DIGEST_MISMATCH",
    });
  });

  test("a HEAD without digest or size is followed by a GET", async () => {
    const chart = await pushMade(served.direct, made("chart"));
    await served.direct.tag(chart, "1.0.0");
    served.proxy.plan((request) =>
      request.method !== "HEAD" ? undefined : { change: withoutDigest },
    );
    expect(await served.store().resolve("1.0.0")).toEqual(chart);
  });

  test("redirects without end", async () => {
    served.proxy.plan((request) => ({ status: 302, headers: { location: `${request.path}x` } }));
    await expect(served.store().exists(blob("x").descriptor)).rejects.toMatchObject({
      details: { status: 302 },
    });
    expect(served.proxy.requests).toHaveLength(6);
  });
});

describe("what a caller sees", () => {
  test("every request is counted, and warnings come once", async () => {
    const requests: RequestRecord[] = [];
    const warnings: string[] = [];
    served.proxy.plan(() => ({
      change: (answer) => ({
        ...answer,
        headers: { ...answer.headers, warning: '299 - "move to \\"b\\""' },
      }),
    }));
    const store = served.store({
      onRequest: (record) => requests.push(record),
      onWarning: (message, host) => warnings.push(`${host} ${message}`),
    });
    await pushMade(store, made("chart"));
    await store.tags();
    expect(requests.map(({ method, status }) => `${method} ${status}`)).toEqual(
      served.proxy.requests.map(({ method, status }) => `${method} ${status}`),
    );
    expect(warnings).toEqual([`${served.proxy.host} move to "b"`]);
  });

  test("an interruption ends waiting and flowing", async () => {
    const stop = new AbortController();
    served.proxy.plan(() => {
      stop.abort();
      return { status: 503 };
    });
    await expect(served.store().resolve("1.0.0", stop.signal)).rejects.toMatchObject({
      code: "INTERRUPTED",
    });
    await expect(served.store().resolve("1.0.0", stop.signal)).rejects.toMatchObject({
      code: "INTERRUPTED",
    });
    expect(served.proxy.requests).toHaveLength(1);
  });

  test("a connection that the server closed meanwhile costs nothing", async () => {
    let waits = 0;
    const store = served.store({ onWait: () => (waits += 1) });
    await store.tags();
    served.proxy.plan(first(1, every, "cut"));
    await store.tags();
    expect(waits).toBe(0);
  });
});
