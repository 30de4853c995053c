import { readdir, stat } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { digestOf } from "../../../src/model/digest.ts";
import { blob } from "../artifact.ts";
import type { Ask, Setting } from "./setting.ts";
import { startSetting } from "./setting.ts";

let setting: Setting;
const ask: Ask = (...request) => setting.ask(...request);

beforeEach(async () => {
  setting = await startSetting();
});

afterEach(async () => {
  await setting.stop();
  expect(setting.faults).toEqual([]);
});

async function begin(query = ""): Promise<string> {
  return (await ask("POST", `/v2/a/blobs/uploads/${query}`)).headers.location ?? "";
}

const { digest } = blob("hello world").descriptor;

test("a last chunk out of order is refused, and the upload goes on", async () => {
  const place = await begin();
  await ask("PATCH", place, "hello ", { "content-range": "0-5" });
  const early = await ask("PUT", `${place}?digest=${digest}`, "rld", { "content-range": "8-10" });
  expect([early.status, early.headers.range, early.headers.location]).toEqual([416, "0-5", place]);
  const range = { "content-range": "6-10" };
  expect((await ask("PUT", `${place}?digest=${digest}`, "world", range)).status).toBe(201);
  expect((await ask("PATCH", place, "x")).code).toBe("BLOB_UPLOAD_UNKNOWN");
});

test.each(["sixth-tenth", "6", "6-", "-10"])("%s is no range of a chunk", async (range) => {
  const reply = await ask("PATCH", await begin(), "world", { "content-range": range });
  expect([reply.status, reply.code]).toEqual([400, "BLOB_UPLOAD_INVALID"]);
});

test("an upload that was cut goes on where it stopped", async () => {
  const place = await begin();
  const socket = connect(setting.server.port, "127.0.0.1");
  socket.write(`PATCH ${place} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 11\r\n\r\nhello `);
  let range: string | undefined;
  for (let tried = 0; tried < 200 && range !== "0-5"; tried += 1)
    range = (await ask("GET", place)).headers.range;
  expect(range).toBe("0-5");
  socket.destroy();
  let status = 409;
  for (let tried = 0; tried < 200 && status === 409; tried += 1)
    ({ status } = await ask("PATCH", place, "world", { "content-range": "6-10" }));
  expect(status).toBe(202);
  expect((await ask("PUT", `${place}?digest=${digest}`)).status).toBe(201);
});

test("sha512: announced, in one piece, or only said at the end", async () => {
  const long = digestOf("hello world", "sha512");
  const announced = await begin("?digest-algorithm=sha512");
  await ask("PATCH", announced, "hello world");
  const late = await begin();
  await ask("PATCH", late, "hello ");
  const replies = [
    await ask("PUT", `${announced}?digest=${long}`),
    await ask("PUT", `${late}?digest=${long}`, "world"),
    await ask("POST", `/v2/a/blobs/uploads/?digest=${long}`, "hello world"),
    await ask("PUT", `${await begin()}?digest=${long}`, "hello world"),
  ];
  expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect((await ask("GET", `/v2/a/blobs/${long}`)).text).toBe("hello world");
  const wrong = await ask("PUT", `${await begin()}?digest=${long}`, "hello World");
  expect(wrong.code).toBe("DIGEST_INVALID");
  expect((await ask("POST", "/v2/a/blobs/uploads/?digest-algorithm=md5")).code).toBe(
    "DIGEST_INVALID",
  );
  expect(await readdir(join(setting.root, "a/.tmp"))).toEqual([]);
});

test("cancelled, an upload is gone with its bytes", async () => {
  const place = await begin();
  await ask("PATCH", place, "hello ");
  expect((await ask("DELETE", place)).status).toBe(204);
  expect((await ask("GET", place)).code).toBe("BLOB_UPLOAD_UNKNOWN");
  expect(await readdir(join(setting.root, "a/.tmp"))).toEqual([]);
});

test("a mounted blob is the same file, from the repository named or from any", async () => {
  await setting.upload("deep/from", "hello world");
  const named = await ask("POST", `/v2/to/blobs/uploads/?mount=${digest}&from=deep/from`);
  const any = await ask("POST", `/v2/other/to/blobs/uploads/?mount=${digest}`);
  expect([named.status, any.status]).toEqual([201, 201]);
  const files = ["deep/from", "to", "other/to"].map((name) =>
    stat(join(setting.root, name, "blobs/sha256", digest.slice(7))),
  );
  expect(new Set((await Promise.all(files)).map(({ ino }) => ino)).size).toBe(1);
});

test("the upload least used gives its place to a new one", async () => {
  const first = await begin();
  const second = await begin();
  expect((await ask("GET", first)).status).toBe(204);
  for (let count = 0; count < 255; count += 1) await begin();
  expect((await ask("GET", first)).status).toBe(204);
  expect((await ask("GET", second)).code).toBe("BLOB_UPLOAD_UNKNOWN");
});
