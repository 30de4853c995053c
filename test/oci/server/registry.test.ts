import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { mediaType } from "../../../src/model/media-type.ts";
import { layoutStore } from "../../../src/oci/index.ts";
import { blob, made, pushMade, referrerOf } from "../artifact.ts";
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

describe("pull and push", () => {
  test("the version check", async () => {
    const reply = await ask("GET", "/v2/");
    expect(reply.status).toBe(200);
    expect(reply.headers["docker-distribution-api-version"]).toBe("registry/2.0");
  });

  test("an upload in chunks, with a look between", async () => {
    const started = await ask("POST", "/v2/a/b/blobs/uploads/");
    expect(started.status).toBe(202);
    const place = started.headers.location ?? "";
    const first = await ask("PATCH", place, "hello ", { "content-range": "0-5" });
    expect([first.status, first.headers.range]).toEqual([202, "0-5"]);
    const gap = await ask("PATCH", place, "world", { "content-range": "9-13" });
    expect([gap.status, gap.headers.range, gap.headers.location]).toEqual([416, "0-5", place]);
    expect((await ask("GET", place)).headers.range).toBe("0-5");
    const { digest } = blob("hello world").descriptor;
    const done = await ask("PUT", `${place}?digest=${digest}`, "world");
    expect([done.status, done.headers["docker-content-digest"]]).toEqual([201, digest]);
    expect((await ask("GET", `/v2/a/b/blobs/${digest}`)).text).toBe("hello world");
    expect((await ask("GET", place)).code).toBe("BLOB_UPLOAD_UNKNOWN");
  });

  test("a wrong digest is refused and leaves no file", async () => {
    const { digest } = blob("right").descriptor;
    const whole = await ask("POST", `/v2/a/blobs/uploads/?digest=${digest}`, "wrong");
    const started = await ask("POST", "/v2/a/blobs/uploads/");
    const put = await ask("PUT", `${started.headers.location}?digest=${digest}`, "wrong");
    expect([whole, put].map(({ status, code }) => [status, code])).toEqual([
      [400, "DIGEST_INVALID"],
      [400, "DIGEST_INVALID"],
    ]);
    expect((await ask("HEAD", `/v2/a/blobs/${digest}`)).status).toBe(404);
    expect(await readdir(join(setting.root, "a/.tmp"))).toEqual([]);
    expect(await readdir(join(setting.root, "a/blobs/sha256"))).toEqual([]);
  });

  test("a blob is mounted from another repository, or an upload begins", async () => {
    await setting.upload("from", "shared");
    const { digest } = blob("shared").descriptor;
    const mounted = await ask("POST", `/v2/to/blobs/uploads/?mount=${digest}&from=from`);
    expect(mounted.status).toBe(201);
    expect((await ask("GET", `/v2/to/blobs/${digest}`)).text).toBe("shared");
    const absent = await ask(
      "POST",
      `/v2/to/blobs/uploads/?mount=${blob("x").descriptor.digest}&from=from`,
    );
    expect(absent.status).toBe(202);
  });

  test("a manifest is taken when its content is there, and then found by tag and digest", async () => {
    const { manifest } = made("layer");
    const early = await ask("PUT", "/v2/a/manifests/1.0.0", manifest.bytes, jsonManifest);
    expect(early.code).toBe("MANIFEST_BLOB_UNKNOWN");
    await setting.upload("a", "layer");
    await setting.upload("a", "{}");
    const put = await ask("PUT", "/v2/a/manifests/1.0.0", manifest.bytes, jsonManifest);
    const { digest } = manifest.descriptor;
    expect([put.status, put.headers["docker-content-digest"]]).toEqual([201, digest]);
    for (const reference of ["1.0.0", digest]) {
      const got = await ask("GET", `/v2/a/manifests/${reference}`);
      expect(got.text).toBe(manifest.bytes.toString());
      expect(got.headers).toMatchObject({
        "content-type": mediaType.manifest,
        "docker-content-digest": digest,
      });
      const head = await ask("HEAD", `/v2/a/manifests/${reference}`);
      expect([head.text, head.headers["content-length"]]).toEqual([
        "",
        String(manifest.descriptor.size),
      ]);
    }
    const renamed = await ask(
      "PUT",
      `/v2/a/manifests/${blob("x").descriptor.digest}`,
      manifest.bytes,
      jsonManifest,
    );
    expect(renamed.code).toBe("DIGEST_INVALID");
  });

  test.each([
    ["{", mediaType.manifest],
    ["[]", mediaType.manifest],
    ["{}", "application/json"],
    [`{"mediaType":"${mediaType.index}"}`, mediaType.manifest],
  ])("%j as %s is no manifest", async (body, type) => {
    const reply = await ask("PUT", "/v2/a/manifests/1.0.0", body, { "content-type": type });
    expect([reply.status, reply.code]).toEqual([400, "MANIFEST_INVALID"]);
  });

  test("tags come in pages", async () => {
    const store = layoutStore(join(setting.root, "a"));
    const chart = await pushMade(store, made("chart"));
    expect((await ask("GET", "/v2/a/tags/list")).text).toBe('{"name":"a","tags":[]}');
    for (const tag of ["c", "a", "b"]) await store.tag(chart, tag);
    const first = await ask("GET", "/v2/a/tags/list?n=2");
    expect(first.text).toBe('{"name":"a","tags":["a","b"]}');
    expect(first.headers["link"]).toBe('</v2/a/tags/list?n=2&last=b>; rel="next"');
    const second = await ask("GET", "/v2/a/tags/list?n=2&last=b");
    expect([second.text, second.headers["link"]]).toEqual(['{"name":"a","tags":["c"]}', undefined]);
    expect((await ask("GET", "/v2/none/tags/list")).code).toBe("NAME_UNKNOWN");
  });

  test("referrers, with the subject said when one is taken", async () => {
    const chart = made("chart");
    const bundle = referrerOf(chart.manifest.descriptor, "signature", "x/bundle");
    await setting.upload("a", "{}");
    await setting.upload("a", "signature");
    const put = await ask(
      "PUT",
      `/v2/a/manifests/${bundle.manifest.descriptor.digest}`,
      bundle.manifest.bytes,
      jsonManifest,
    );
    expect([put.status, put.headers["oci-subject"]]).toEqual([
      201,
      chart.manifest.descriptor.digest,
    ]);
    const path = `/v2/a/referrers/${chart.manifest.descriptor.digest}`;
    const all = await ask("GET", path);
    expect(all.headers["content-type"]).toBe(mediaType.index);
    expect(JSON.parse(all.text)).toEqual({
      schemaVersion: 2,
      mediaType: mediaType.index,
      manifests: [
        {
          ...bundle.manifest.descriptor,
          artifactType: "x/bundle",
          annotations: { kind: "signature" },
        },
      ],
    });
    const none = await ask("GET", `${path}?artifactType=x/other`);
    expect(none.headers["oci-filters-applied"]).toBe("artifactType");
    expect(JSON.parse(none.text)).toMatchObject({ manifests: [] });
  });
});
