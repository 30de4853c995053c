import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Credential } from "../../../src/oci/index.ts";
import { registryStore } from "../../../src/oci/index.ts";
import type { Fault, Proxy, Seen } from "../../support/registry.ts";
import { startProxy } from "../../support/registry.ts";
import { made, pushMade } from "../artifact.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

beforeEach(async () => {
  served = await startServed();
});

afterEach(() => served.close());

const person: Credential = { kind: "basic", username: "u", password: "p" };
const personHeader = `Basic ${Buffer.from("u:p").toString("base64")}`;

/** Asks for a token of a realm on the same host, and takes those that it gave for the right action. */
function bearer(tokenFor: (request: Seen) => string | undefined) {
  return (request: Seen): Fault | undefined => {
    if (request.path.startsWith("/token")) {
      const token = tokenFor(request);
      if (token === undefined) return { status: 401, body: "{}" };
      return { status: 200, body: JSON.stringify({ token }) };
    }
    const needs = ["GET", "HEAD"].includes(request.method) ? "pull" : "push";
    const has = request.authorization?.replace("Bearer ", "").split("-") ?? [];
    if (has.includes(needs)) return undefined;
    const realm = `http://${served.proxy.host}/token`;
    const challenge = `Bearer realm="${realm}",service="here",scope="repository:repo:${needs}"`;
    return { status: 401, headers: { "www-authenticate": challenge } };
  };
}

function tokenRequests(): readonly Seen[] {
  return served.proxy.requests.filter((request) => request.path.startsWith("/token"));
}

const granted = (request: Seen): string => (request.path.includes("push") ? "pull-push" : "pull");

describe("basic", () => {
  test("name and password go to the registry that asked, and are sent at once from then on", async () => {
    served.proxy.plan((request) =>
      request.authorization === personHeader
        ? undefined
        : { status: 401, headers: { "www-authenticate": 'Basic realm="x"' } },
    );
    const store = served.store({
      credentials: async (host) => (host === served.proxy.host ? person : undefined),
    });
    await pushMade(store, made("chart"));
    expect(
      served.proxy.requests.filter((request) => request.authorization === undefined),
    ).toHaveLength(1);
  });

  test("without a credential, and with a wrong one, the error says what to do", async () => {
    served.proxy.plan(() => ({ status: 401, headers: { "www-authenticate": 'Basic realm="x"' } }));
    const nobody = served.store().resolve("1.0.0");
    await expect(nobody).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      hint: expect.stringContaining("log in"),
    });
    const wrong = served.store({ credentials: async () => person }).resolve("1.0.0");
    const error: unknown = await wrong.catch((error: unknown) => error);
    expect(error).toMatchObject({ code: "UNAUTHORIZED", details: { status: 401, method: "HEAD" } });
    expect(JSON.stringify(error)).not.toContain(personHeader);
    expect(served.proxy.requests).toHaveLength(3);
  });
});

describe("bearer", () => {
  test("one token to read and one to write, however many requests wait for them", async () => {
    served.proxy.plan(bearer(granted));
    const store = served.store({ credentials: async () => person });
    const artifacts = [made("one"), made("two"), made("three")];
    await Promise.all(artifacts.map((artifact) => pushMade(store, artifact)));
    const scopes = tokenRequests().map((request) => new URL(request.path, "http://x").searchParams);
    expect(scopes.map((query) => query.get("scope"))).toEqual([
      "repository:repo:pull",
      "repository:repo:pull,push",
    ]);
    expect(scopes.map((query) => query.get("service"))).toEqual(["here", "here"]);
    expect(tokenRequests().map((request) => request.authorization)).toEqual([
      personHeader,
      personHeader,
    ]);
  });

  test("access push asks for both at once", async () => {
    served.proxy.plan(bearer(granted));
    const client = served.client({ credentials: async () => person });
    const store = registryStore({ client, host: served.proxy.host, path: "repo", access: "push" });
    await pushMade(store, made("one"));
    expect(tokenRequests()).toHaveLength(1);
  });

  test("nobody gets an anonymous token", async () => {
    served.proxy.plan(bearer(granted));
    expect(
      await served
        .store()
        .tags()
        .catch((error: unknown) => error),
    ).toEqual([]);
    expect(tokenRequests().map((request) => request.authorization)).toEqual([undefined]);
  });

  test("a token that is refused later is bought again, once", async () => {
    let valid = 1;
    served.proxy.plan((request) => {
      if (
        request.authorization?.startsWith("Bearer") &&
        !request.authorization.includes(`${valid}`)
      )
        return {
          status: 401,
          headers: { "www-authenticate": `Bearer realm="http://${served.proxy.host}/token"` },
        };
      return bearer((request) => `${granted(request)}-${valid}`)(request);
    });
    const store = served.store();
    await pushMade(store, made("one"));
    const before = tokenRequests().length;
    valid = 2;
    expect(await store.tags()).toEqual([]);
    expect(tokenRequests()).toHaveLength(before + 1);
  });

  test("a token that never helps ends with UNAUTHORIZED after one more try", async () => {
    served.proxy.plan(bearer(() => "useless"));
    await expect(served.store().tags()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(served.proxy.requests).toHaveLength(3);
  });

  test("a token service that refuses is named", async () => {
    served.proxy.plan(bearer(() => undefined));
    const error: unknown = await served
      .store()
      .tags()
      .catch((error: unknown) => error);
    expect(error).toMatchObject({
      code: "UNAUTHORIZED",
      details: { url: `http://${served.proxy.host}/token?…` },
    });
  });

  test("a token service that cuts the connection is tried seven times, not seven times seven", async () => {
    const plan = bearer(granted);
    served.proxy.plan((request) => (request.path.startsWith("/token") ? "cut" : plan(request)));
    await expect(served.store().tags()).rejects.toMatchObject({ code: "NETWORK" });
    // A kept connection that is cut costs one more.
    expect(tokenRequests().length).toBeLessThanOrEqual(8);
  });

  test("an identity token buys tokens with a POST and is sent nowhere else", async () => {
    served.proxy.plan(bearer(granted));
    const store = served.store({
      credentials: async () => ({ kind: "identity", token: "long-lived" }),
    });
    expect(await store.tags().catch((error: unknown) => error)).toEqual([]);
    expect(tokenRequests().map((request) => [request.method, request.path])).toEqual([
      ["POST", "/token"],
    ]);
    const others = served.proxy.requests.filter((request) => !request.path.startsWith("/token"));
    expect(others.map((request) => request.authorization)).toEqual([undefined, "Bearer pull"]);
  });

  test("a registry token is used as it is", async () => {
    served.proxy.plan(bearer(granted));
    const store = served.store({
      credentials: async () => ({ kind: "registry", token: "pull-push" }),
    });
    await pushMade(store, made("one"));
    expect(tokenRequests()).toEqual([]);
  });

  test("a realm on another host by http is refused before anything is sent there", async () => {
    served.proxy.plan(() => ({
      status: 401,
      headers: { "www-authenticate": 'Bearer realm="http://auth.example.com/token"' },
    }));
    const store = served.store({ credentials: async () => person });
    await expect(store.tags()).rejects.toMatchObject({
      code: "REGISTRY",
      hint: expect.stringContaining("token service"),
    });
    expect(served.proxy.requests).toHaveLength(1);
  });
});

describe("other hosts", () => {
  let elsewhere: Proxy;

  beforeEach(async () => {
    elsewhere = await startProxy();
  });

  afterEach(() => elsewhere.close());

  test("a redirect of a blob leads there without the login", async () => {
    const artifact = made("chart");
    await pushMade(served.direct, artifact);
    elsewhere.plan(() => ({ status: 200, body: "chart" }));
    served.proxy.plan((request) => {
      if (request.authorization !== personHeader)
        return { status: 401, headers: { "www-authenticate": "Basic" } };
      return request.path.includes("/blobs/")
        ? { status: 307, headers: { location: `http://${elsewhere.host}/data?sig=secret` } }
        : undefined;
    });
    const store = served.store({ credentials: async () => person });
    for await (const chunk of await store.fetch(artifact.layer.descriptor))
      expect(Buffer.from(chunk).toString()).toBe("chart");
    expect(elsewhere.requests.map((request) => request.authorization)).toEqual([undefined]);
  });

  test("what asks for a login after a redirect gets none", async () => {
    elsewhere.plan(() => ({ status: 401, headers: { "www-authenticate": 'Basic realm="x"' } }));
    served.proxy.plan(() => ({
      status: 307,
      headers: { location: `http://${elsewhere.host}/data` },
    }));
    const store = served.store({ credentials: async () => person });
    const { layer } = made("chart");
    await expect(store.fetch(layer.descriptor)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(elsewhere.requests.map((request) => request.authorization)).toEqual([undefined]);
  });

  test("an upload is not sent there", async () => {
    served.proxy.plan((request) =>
      request.method === "POST"
        ? { status: 202, headers: { location: `http://${elsewhere.host}/upload` } }
        : undefined,
    );
    const push = pushMade(served.store(), made("chart"));
    await expect(push).rejects.toMatchObject({
      code: "REGISTRY",
      hint: expect.stringContaining("own address"),
    });
    expect(elsewhere.requests).toEqual([]);
  });

  test("a list is not continued there", async () => {
    served.proxy.plan(() => ({
      status: 200,
      body: '{"tags":["a"]}',
      headers: { link: `<http://${elsewhere.host}/more>; rel="next"` },
    }));
    await expect(served.store().tags()).rejects.toMatchObject({ code: "REGISTRY" });
    expect(elsewhere.requests).toEqual([]);
  });
});
