import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { digestOf } from "../../../src/model/digest.ts";
import { layoutStore, serveRegistry } from "../../../src/oci/index.ts";
import { blob, made, pushMade } from "../artifact.ts";
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

describe("what is refused", () => {
  const { digest } = blob("x").descriptor;

  test.each([
    `/v2/../../etc/manifests/1.0.0`,
    `/v2/%2e%2e/%2e%2e/etc/manifests/1.0.0`,
    `/v2/a/../../b/blobs/${digest}`,
    `/v2/a%2f..%2fb/tags/list`,
    `/v2/A/tags/list`,
    `/v2/a/blobs/b/tags/list`,
    `/v2/a/index.json/tags/list`,
    `/v2/.tmp/tags/list`,
    `/v2/a/blobs/sha256:short`,
    `/v2/a/blobs/..%2f..%2findex.json`,
    `/v2/a/manifests/..%2findex.json`,
    `/v2/a/referrers/latest`,
    `/v2/a/nothing`,
    `/`,
    `//`,
    `/v2/${"a/".repeat(200)}x/tags/list`,
  ])("%s", async (path) => {
    for (const method of ["GET", "PUT", "POST", "PATCH"]) {
      const reply = await ask(method, path, "x");
      expect([400, 404, 405]).toContain(reply.status);
    }
    expect(await readdir(setting.root)).toEqual([]);
  });

  test("a repository that is a link out of the root", async () => {
    const outside = await mkdtemp(join(tmpdir(), "bp-outside-"));
    const store = layoutStore(outside);
    const chart = await pushMade(store, made("chart"));
    await store.tag(chart, "1.0.0");
    await symlink(outside, join(setting.root, "a"));
    const read = await ask("GET", "/v2/a/manifests/1.0.0");
    const write = await ask("POST", `/v2/a/blobs/uploads/?digest=${digest}`, "x");
    expect([read.status, write.status]).toEqual([500, 500]);
    expect(read.text + write.text).not.toContain(outside);
    expect(setting.faults.splice(0)).toMatchObject([
      { code: "OUTSIDE_ROOT" },
      { code: "OUTSIDE_ROOT" },
    ]);
    expect(await readdir(join(outside, "blobs/sha256"))).toHaveLength(3);
    await rm(outside, { recursive: true });
  });

  test("too large a manifest, too large a blob", async () => {
    await setting.stop();
    setting = await startSetting({ blobLimit: 10 });
    const manifest = await ask(
      "PUT",
      "/v2/a/manifests/1.0.0",
      Buffer.alloc(4 * 1024 * 1024 + 1, " "),
      jsonManifest,
    );
    const large = await ask(
      "POST",
      `/v2/a/blobs/uploads/?digest=${digestOf("01234567890")}`,
      "01234567890",
    );
    expect([manifest.status, large.status]).toEqual([413, 413]);
    expect(
      (await ask("POST", `/v2/a/blobs/uploads/?digest=${digestOf("0123456789")}`, "0123456789"))
        .status,
    ).toBe(201);
  });

  test("every write where it is read-only", async () => {
    await setting.upload("a", "x");
    await setting.server.close();
    setting = await startSetting({ root: setting.root, readOnly: true });
    expect((await ask("GET", `/v2/a/blobs/${digest}`)).text).toBe("x");
    for (const [method, path] of [
      ["POST", "/v2/a/blobs/uploads/"],
      ["PUT", "/v2/a/manifests/1"],
      ["DELETE", "/v2/a/manifests/1"],
    ] as const)
      expect((await ask(method, path)).code).toBe("DENIED");
  });

  test("pages in a browser: by a name that leads here, or by a form", async () => {
    const rebound = await ask("GET", "/v2/", "", { host: "evil.example.com" });
    const posted = await ask("POST", "/v2/a/blobs/uploads/", "", {
      origin: "https://evil.example.com",
    });
    expect([rebound.status, posted.status]).toEqual([403, 403]);
    expect((await ask("GET", "/v2/", "", { host: "localhost:5000" })).status).toBe(200);
  });

  test("a port that is taken", async () => {
    await expect(
      serveRegistry({ root: setting.root, port: setting.server.port }),
    ).rejects.toMatchObject({
      code: "USAGE",
    });
  });
});

describe("trouble", () => {
  test("an upload that is cut leaves nothing, and the server goes on", async () => {
    const { digest } = blob("x".repeat(1000)).descriptor;
    const socket = connect(setting.server.port, "127.0.0.1");
    socket.write(
      `POST /v2/a/blobs/uploads/?digest=${digest} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\nxxx`,
    );
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    socket.destroy();
    await setting.upload("a", "whole");
    for (
      let tried = 0;
      tried < 100 && (await readdir(join(setting.root, "a/.tmp"))).length > 0;
      tried += 1
    )
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    expect(await readdir(join(setting.root, "a/.tmp"))).toEqual([]);
    expect(await readdir(join(setting.root, "a/blobs/sha256"))).toHaveLength(1);
  });

  test("another program's changes to a layout are seen", async () => {
    const store = layoutStore(join(setting.root, "a"));
    expect((await ask("HEAD", "/v2/a/manifests/1.0.0")).status).toBe(404);
    const chart = await pushMade(store, made("chart"));
    await store.tag(chart, "1.0.0");
    expect((await ask("HEAD", "/v2/a/manifests/1.0.0")).status).toBe(200);
  });

  test("a broken index is a fault of the server, told to its owner alone", async () => {
    await mkdir(join(setting.root, "a"));
    await writeFile(join(setting.root, "a/index.json"), "{");
    const reply = await ask("GET", "/v2/a/tags/list");
    expect([reply.status, reply.text.includes(setting.root)]).toEqual([500, false]);
    expect(setting.faults.splice(0)).toMatchObject([{ code: "UNREADABLE" }]);
  });
});
