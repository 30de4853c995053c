import { expect, test } from "vitest";

import type { Descriptor } from "../../../src/model/descriptor.ts";
import type { ClientOptions } from "../../../src/oci/index.ts";
import { checkLogin, registryStore } from "../../../src/oci/index.ts";
import { made, pushMade, referrerOf } from "../artifact.ts";
import type { Tested, Traits } from "./tested-registry.ts";
import { onceAt } from "./tested-registry.ts";

/** Tags, deletion, referrers, users. */
export function listFeatures(tested: Tested, traits: Traits): void {
  const { registry, proxy, client, storeAt, fresh } = tested;

  test("every tag is listed, however the registry parts the list", async () => {
    const path = fresh();
    const store = storeAt(path);
    const chart = await pushMade(store, made("chart"));
    const tags = Array.from({ length: 7 }, (_, index) => `1.0.${index}`);
    for (const tag of tags) await store.tag(chart, tag);
    expect(await store.tags()).toEqual(tags);
    const direct = await fetch(`http://${registry().host}/v2/${path}/tags/list?n=3`);
    const first: unknown = await direct.json();
    const link = direct.headers.get("link") ?? "";
    proxy().plan(
      onceAt(({ path: asked }) => asked.endsWith("/tags/list"), {
        status: 200,
        body: JSON.stringify(first),
        headers: link === "" ? {} : { link },
      }),
    );
    expect(await store.tags()).toEqual(tags);
  });

  test("what is deleted is gone, and so is its place among the referrers", async () => {
    const path = fresh();
    const store = storeAt(path);
    const chart = await pushMade(store, made("chart"));
    const [keep, gone] = [
      await pushMade(store, referrerOf(chart, `keep ${path}`, "x/keep")),
      await pushMade(store, referrerOf(chart, `gone ${path}`, "x/gone")),
    ];
    await store.linkReferrers(chart, [keep, gone]);
    await store.remove?.(gone.digest);
    expect((await storeAt(path).referrers(chart)).map(({ digest }) => digest)).toEqual([
      keep.digest,
    ]);
    await expect(store.remove?.(gone.digest)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test(`referrers are listed ${traits.native ? "by the registry" : "under the fallback tag"}`, async () => {
    const path = fresh();
    const store = storeAt(path);
    const chart = await pushMade(store, made("chart"));
    const all: Descriptor[] = [];
    for (const name of ["a", "b", "c"])
      all.push(await pushMade(store, referrerOf(chart, `${name} ${path}`, `x/${name}`)));
    await store.linkReferrers(chart, all);
    await store.settle?.();
    const again = storeAt(path);
    const found = await again.referrers(chart);
    expect(new Set(found.map(({ digest }) => digest))).toEqual(
      new Set(all.map((one) => one.digest)),
    );
    expect((await again.referrers(chart, "x/b")).map(({ digest }) => digest)).toEqual([
      all[1]?.digest,
    ]);
    expect(found.find(({ artifactType }) => artifactType === "x/c")?.annotations).toEqual({
      kind: `c ${path}`,
    });
    const fallback = `sha256-${chart.digest.slice(7)}`;
    expect((await again.tags()).includes(fallback)).toBe(!traits.native);
  });

  test("a registry that lists nothing of what it has gets the fallback tag", async () => {
    const path = fresh();
    const empty = '{"schemaVersion":2,"manifests":[]}';
    const type = "application/vnd.oci.image.index.v1+json";
    proxy().plan(({ path: asked }) =>
      asked.includes("/referrers/")
        ? { status: 200, body: empty, headers: { "content-type": type } }
        : undefined,
    );
    const store = storeAt(path);
    const chart = await pushMade(store, made("chart"));
    const one = await pushMade(store, referrerOf(chart, `one ${path}`, "x/one"));
    await store.linkReferrers(chart, [one]);
    expect((await storeAt(path).referrers(chart)).map(({ digest }) => digest)).toEqual([
      one.digest,
    ]);
  });

  test("of many writers of one list nobody's entry is lost", async () => {
    const path = fresh();
    const chart = await pushMade(storeAt(path), made("chart"));
    const referrers = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const store = storeAt(path, { random: () => ((index * 7) % 10) / 10, sleep: realSleep });
        const one = await pushMade(store, referrerOf(chart, `${index} ${path}`, "x/one"));
        await store.linkReferrers(chart, [one]);
        await store.settle?.();
        return one.digest;
      }),
    );
    const found = await storeAt(path).referrers(chart);
    expect(new Set(found.map(({ digest }) => digest))).toEqual(new Set(referrers));
  });

  test.skipIf(traits.startWithUsers === undefined)("users log in", async () => {
    const guarded = await traits.startWithUsers?.();
    if (guarded === undefined) return;
    try {
      const { host } = guarded;
      const as = (password: string) => {
        const login = { username: "mona", password };
        const credentials: ClientOptions["credentials"] = async () => ({ kind: "basic", ...login });
        return { client: client({ credentials }), host, offer: login };
      };
      expect(await checkLogin(as("right-one"))).toBe("accepted");
      await expect(checkLogin(as("wrong-one"))).rejects.toMatchObject({ code: "UNAUTHORIZED" });
      const store = registryStore({ ...as("right-one"), path: "users/repo" });
      await store.tag(await pushMade(store, made("chart")), "1.0.0");
      expect(await store.tags()).toEqual(["1.0.0"]);
      const stranger = registryStore({ client: client(), host, path: "users/repo" });
      await expect(stranger.tags()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    } finally {
      await guarded.close();
    }
  });
}

function realSleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
