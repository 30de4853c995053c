import { join } from "node:path";
import { text } from "node:stream/consumers";

import { describe, expect, test } from "vitest";

import type { CachedArchive, ChartRepositories } from "../../src/repository/index.ts";
import { madeOf, upstream } from "../support/upstream.ts";
import { temporary } from "../support/workspace.ts";
import { run, served } from "./support.ts";

const nats = await upstream({ name: "nats", version: "1.2.6" });
const login = { username: "reader", password: "pass:word" };
const basic = `Basic ${Buffer.from("reader:pass:word").toString("base64")}`;

function fetched(
  repositories: ChartRepositories,
  repository: string,
  url = "nats-1.2.6.tgz",
): Promise<CachedArchive> {
  return repositories.archive({ repository, url, limit: 100_000, check: async () => undefined });
}

describe("an index", () => {
  test("is asked for once a run, and only whether it changed in the next", async () => {
    const folder = temporary();
    const { url, asked, serve } = await served([nats]);
    const first = run({ folder });
    const [one, other] = await Promise.all([first.index(url), first.index(`${url}/`)]);
    expect(one.versions("nats")).toHaveLength(1);
    expect(other.versions("nats")).toHaveLength(1);
    expect((await first.index(url)).versions("nats")).toHaveLength(1);
    expect((await run({ folder }).index(url)).versions("nats")).toHaveLength(1);
    serve([]);
    expect([...(await run({ folder }).index(url)).names]).toEqual([]);
    expect(asked.map(({ path, status }) => `${path} ${status}`)).toEqual([
      "/index.yaml 200",
      "/index.yaml 304",
      "/index.yaml 200",
    ]);
  });

  test("answers offline from the cache alone", async () => {
    const folder = temporary();
    const { url, asked } = await served([nats]);
    await expect(run({ folder, offline: true }).index(url)).rejects.toMatchObject({
      code: "USAGE",
      message: `${url}/index.yaml is not in the cache, and --offline asks nobody`,
    });
    await run({ folder }).index(url);
    const again = await run({ folder, offline: true }).index(url);
    expect(again.versions("nats")[0]?.sha256).toBe(nats.sha256);
    expect(asked).toHaveLength(1);
  });

  test("that comes cut is asked for again", async () => {
    const { url, asked } = await served([nats], {
      fault: (_, count) => (count === 1 ? "cut-body" : undefined),
    });
    expect((await run().index(url)).versions("nats")).toHaveLength(1);
    expect(asked.map(({ status }) => status)).toEqual([0, 200]);
  });

  test("keeps the query of its repository's address", async () => {
    const { url, asked } = await served([nats]);
    const repositories = run();
    await repositories.index(`${url}?token=abc`);
    await fetched(repositories, `${url}?token=abc`);
    expect(asked.map(({ path }) => path)).toEqual([
      "/index.yaml?token=abc",
      "/nats-1.2.6.tgz?token=abc",
    ]);
  });

  test.each([
    [401, "UNAUTHORIZED"],
    [403, "DENIED"],
    [404, "NOT_FOUND"],
    [500, "REGISTRY"],
    [304, "REGISTRY"],
  ])("answered with %d is %s", async (status, code) => {
    const { url } = await served([], { fault: () => ({ status }) });
    await expect(run().index(`${url}?token=abc`)).rejects.toMatchObject({
      code,
      message: expect.not.stringContaining("abc") as string,
    });
  });

  test("whose packed answer is broken is none", async () => {
    const headers = { "content-encoding": "gzip" };
    const { url } = await served([], { fault: () => ({ status: 200, headers, body: "no gzip" }) });
    await expect(run().index(url)).rejects.toMatchObject({ code: "REGISTRY" });
  });
});

describe("an archive", () => {
  test("is kept under its digest once it is found good, and answers offline", async () => {
    const folder = temporary();
    const { url, asked } = await served([nats]);
    const bad = Object.assign(new Error("no good"), {});
    const request = { repository: url, url: "nats-1.2.6.tgz", limit: 100_000 };
    const refused = run({ folder }).archive({ ...request, check: () => Promise.reject(bad) });
    await expect(refused).rejects.toBe(bad);
    await expect(fetched(run({ folder, offline: true }), url)).rejects.toMatchObject({
      code: "USAGE",
    });
    const { sha256, size } = await fetched(run({ folder }), url);
    expect([sha256, size]).toEqual([nats.sha256, nats.archive.length]);
    const offline = await fetched(run({ folder, offline: true }), url);
    expect(await text(offline.open())).toBe(Buffer.from(nats.archive).toString("utf8"));
    expect(asked).toHaveLength(2);
  });

  test("that comes cut is asked for again, one that is too large is refused", async () => {
    const large = madeOf("nats", "1.2.6", new Uint8Array(100_001));
    const { url, serve } = await served([nats], {
      fault: (_, count) => (count === 1 ? "cut-body" : undefined),
    });
    expect((await fetched(run(), url)).sha256).toBe(nats.sha256);
    serve([large], {});
    await expect(fetched(run(), url)).rejects.toMatchObject({ code: "LIMIT" });
  });

  test.each(["ftp://x.example/a.tgz", "http://[", "file:///etc/passwd"])(
    "at %s is not fetched",
    async (at) => {
      const { url, asked } = await served([nats]);
      await expect(fetched(run(), url, at)).rejects.toMatchObject({ code: "REGISTRY" });
      expect(asked).toEqual([]);
    },
  );
});

describe("name and password", () => {
  test("go to the repository, as its address or as Helm's list has them", async () => {
    const { url, asked } = await served([nats], { login });
    await expect(run().index(url)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    const known = [{ name: "up", url: `${url}/`, ...login }];
    const inAddress = url.replace("//", "//reader:pass%3Aword@");
    for (const [repositories, name] of [
      [run({ known }), url],
      [run({ known }), "@up"],
      [run({ known }), "alias:up"],
      [run(), inAddress],
    ] as const) {
      expect((await repositories.index(name)).versions("nats")).toHaveLength(1);
      expect((await fetched(repositories, name)).sha256).toBe(nats.sha256);
      expect(await repositories.address(name)).toBe(name.includes("up") ? `${url}/` : name);
    }
    expect(asked.slice(1).every(({ authorization }) => authorization === basic)).toBe(true);
  });

  test("go to no other host and port, unless the user has said so", async () => {
    const other = await served([nats]);
    const { url } = await served([], { login });
    const known = { name: "up", url, ...login };
    const at = `${other.url}/nats-1.2.6.tgz`;
    await fetched(run({ known: [known] }), url, at);
    await fetched(run({ known: [{ ...known, passCredentialsAll: true }] }), url, at);
    expect(other.asked.map(({ authorization }) => authorization)).toEqual([undefined, basic]);
  });

  test("stay behind where the repository sends one to another host", async () => {
    const other = await served([nats]);
    const { url, asked } = await served([], {
      fault: ({ path }) => ({ status: 302, headers: { location: `${other.url}${path}` } }),
    });
    // Helm's leave to pass them is for what an index names: its HTTP library drops them on a redirect, too.
    for (const passCredentialsAll of [false, true])
      await fetched(run({ known: [{ name: "up", url, ...login, passCredentialsAll }] }), url);
    expect(asked.map(({ authorization }) => authorization)).toEqual([basic, basic]);
    expect(other.asked.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  });

  test("an index read with them is not given to one who has none", async () => {
    const folder = join(temporary(), "cache");
    const { url } = await served([nats], { login });
    await run({ folder, known: [{ name: "up", url, ...login }] }).index(url);
    await expect(run({ folder, offline: true }).index(url)).rejects.toMatchObject({
      code: "USAGE",
    });
  });
});

test("an unknown alias says how to make it known", async () => {
  await expect(run().index("@up")).rejects.toMatchObject({
    code: "CONFIG",
    message: "Helm knows no repository called up",
    hint: "`helm repo add up URL`, or write the URL into Chart.yaml",
  });
});
