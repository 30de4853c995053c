import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Descriptor } from "../../../src/model/descriptor.ts";
import { mediaType } from "../../../src/model/media-type.ts";
import { layoutStore } from "../../../src/oci/index.ts";
import { blob, made, pushMade, pushPiece, referrerOf } from "../artifact.ts";
import type { Ask, Setting } from "./setting.ts";
import { jsonManifest, startSetting } from "./setting.ts";

let setting: Setting;
const ask: Ask = (...request) => setting.ask(...request);

beforeEach(async () => {
  setting = await startSetting();
});

afterEach(async () => {
  await setting.stop();
  expect(setting.faults).toEqual([]);
});

async function pushed(text: string, tags: readonly string[] = []): Promise<Descriptor> {
  const store = layoutStore(join(setting.root, "a"));
  const chart = await pushMade(store, made(text));
  for (const tag of tags) await store.tag(chart, tag);
  return chart;
}

async function status(method: string, path: string): Promise<number> {
  return (await ask(method, `/v2/a/${path}`)).status;
}

describe("deletion", () => {
  test("a tag, a manifest with its tags, a blob that is free", async () => {
    const { digest } = await pushed("layer", ["1.0.0", "latest"]);
    const layer = made("layer").layer.descriptor.digest;
    expect(await status("DELETE", `blobs/${layer}`)).toBe(409);
    expect(await status("DELETE", "manifests/latest")).toBe(202);
    expect(await status("HEAD", "manifests/latest")).toBe(404);
    expect(await status("HEAD", "manifests/1.0.0")).toBe(200);
    expect(await status("DELETE", `manifests/${digest}`)).toBe(202);
    for (const gone of [digest, "1.0.0"])
      expect(await status("HEAD", `manifests/${gone}`)).toBe(404);
    expect(await status("HEAD", `blobs/${digest}`)).toBe(404);
    expect(await status("DELETE", `blobs/${layer}`)).toBe(202);
    expect(await status("HEAD", `blobs/${layer}`)).toBe(404);
    for (const again of [`blobs/${layer}`, `manifests/${digest}`, "manifests/latest"])
      expect(await status("DELETE", again)).toBe(404);
  });

  test("a child waits for its index, which is named", async () => {
    const child = await pushed("child");
    const value = { schemaVersion: 2, mediaType: mediaType.index, manifests: [child] };
    const index = blob(JSON.stringify(value), mediaType.index);
    await pushPiece(layoutStore(join(setting.root, "a")), index);
    const refused = await ask("DELETE", `/v2/a/manifests/${child.digest}`);
    expect([refused.status, refused.code]).toEqual([409, "DENIED"]);
    expect(refused.text).toContain(index.descriptor.digest);
    for (const { digest } of [index.descriptor, child])
      expect((await ask("DELETE", `/v2/a/manifests/${digest}`)).status).toBe(202);
  });

  test("a referrer is no longer listed", async () => {
    const chart = await pushed("chart");
    const store = layoutStore(join(setting.root, "a"));
    const bundle = await pushMade(store, referrerOf(chart, "signature", "x/bundle"));
    expect((await ask("DELETE", `/v2/a/manifests/${bundle.digest}`)).status).toBe(202);
    const listed = await ask("GET", `/v2/a/referrers/${chart.digest}`);
    expect(JSON.parse(listed.text)).toMatchObject({ manifests: [] });
  });
});

describe("tags with a push by digest", () => {
  test("are all set, and said", async () => {
    const { manifest } = made("layer");
    for (const text of ["{}", "layer"]) await setting.upload("a", text);
    const path = `/v2/a/manifests/${manifest.descriptor.digest}`;
    const put = await ask("PUT", `${path}?tag=1.0.0&tag=latest`, manifest.bytes, jsonManifest);
    expect([put.status, put.headers["oci-tag"]]).toEqual([201, "1.0.0, latest"]);
    for (const tag of ["1.0.0", "latest"])
      expect((await ask("HEAD", `/v2/a/manifests/${tag}`)).status).toBe(200);
    const bad = await ask("PUT", `${path}?tag=1.0.0&tag=..`, manifest.bytes, jsonManifest);
    expect([bad.status, bad.code]).toEqual([400, "TAG_INVALID"]);
  });
});

describe("the catalogue", () => {
  test("names every repository, sorted, in pages", async () => {
    expect((await ask("GET", "/v2/_catalog")).text).toBe('{"repositories":[]}');
    for (const name of ["b/deep/one", "a", "a/b", "a-b"]) await setting.upload(name, "x");
    await mkdir(join(setting.root, "empty"));
    await mkdir(join(setting.root, "Not-A-Name/blobs"), { recursive: true });
    const first = await ask("GET", "/v2/_catalog?n=3");
    expect(first.text).toBe('{"repositories":["a","a-b","a/b"]}');
    expect(first.headers["link"]).toBe('</v2/_catalog?n=3&last=a%2Fb>; rel="next"');
    const last = await ask("GET", "/v2/_catalog?n=3&last=a%2Fb");
    expect([last.text, last.headers["link"]]).toEqual([
      '{"repositories":["b/deep/one"]}',
      undefined,
    ]);
    expect((await ask("GET", "/v2/_catalog?n=many")).code).toBe("PAGINATION_NUMBER_INVALID");
    expect((await ask("POST", "/v2/_catalog")).status).toBe(405);
  });

  test("does not follow links", async () => {
    await setting.upload("a", "x");
    await symlink(setting.root, join(setting.root, "loop"));
    expect((await ask("GET", "/v2/_catalog")).text).toBe('{"repositories":["a"]}');
    await rm(join(setting.root, "loop"));
  });
});

test("a list of referrers that is larger than a manifest may be comes in pages", async () => {
  const chart = await pushed("chart");
  const store = layoutStore(join(setting.root, "a"));
  const annotations = { padding: "x".repeat(1_500_000) };
  const expected: string[] = [];
  for (const text of ["one", "two", "three", "four"]) {
    const extra = { artifactType: "x/large", subject: chart, annotations };
    expected.push((await pushMade(store, made(text, extra))).digest);
  }
  const found: string[] = [];
  let path: string | undefined = `/v2/a/referrers/${chart.digest}?artifactType=x/large`;
  let pages = 0;
  for (; path !== undefined; pages += 1) {
    const reply = await ask("GET", path);
    expect(Buffer.byteLength(reply.text)).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(reply.headers["oci-filters-applied"]).toBe("artifactType");
    const { manifests } = JSON.parse(reply.text) as { manifests: readonly Descriptor[] };
    found.push(...manifests.map(({ digest }) => digest));
    path = /<([^>]+)>/u.exec(String(reply.headers["link"] ?? ""))?.[1];
  }
  expect(pages).toBe(2);
  expect(found).toEqual(expected.toSorted());
});

test("a layer that may not be distributed need not be here", async () => {
  const foreign = {
    ...blob("elsewhere").descriptor,
    mediaType: "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
  };
  const { manifest } = made("", { layers: [foreign] });
  await setting.upload("a", "{}");
  const put = await ask("PUT", "/v2/a/manifests/1.0.0", manifest.bytes, jsonManifest);
  expect(put.status).toBe(201);
});
