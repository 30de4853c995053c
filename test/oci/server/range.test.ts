import { afterEach, beforeEach, expect, test } from "vitest";

import { blob } from "../artifact.ts";
import type { Setting } from "./setting.ts";
import { startSetting } from "./setting.ts";

let setting: Setting;
const { digest } = blob("0123456789").descriptor;

beforeEach(async () => {
  setting = await startSetting();
  await setting.upload("a", "0123456789");
});

afterEach(async () => {
  await setting.stop();
  expect(setting.faults).toEqual([]);
});

test.each([
  ["bytes=2-4", "234", "bytes 2-4/10"],
  ["bytes=7-", "789", "bytes 7-9/10"],
  ["bytes=-2", "89", "bytes 8-9/10"],
  ["bytes=8-100", "89", "bytes 8-9/10"],
  ["bytes=-100", "0123456789", "bytes 0-9/10"],
])("%s", async (range, text, contentRange) => {
  const reply = await setting.ask("GET", `/v2/a/blobs/${digest}`, "", { range });
  expect([reply.status, reply.text]).toEqual([206, text]);
  expect(reply.headers).toMatchObject({
    "content-range": contentRange,
    "content-length": String(text.length),
    "docker-content-digest": digest,
  });
});

test.each(["bytes=10-", "bytes=5-4", "bytes=-0"])("%s is not satisfiable", async (range) => {
  const reply = await setting.ask("GET", `/v2/a/blobs/${digest}`, "", { range });
  expect([reply.status, reply.headers["content-range"]]).toEqual([416, "bytes */10"]);
});

test.each(["lines=1-2", "bytes=1-2,4-5", "bytes=a-b", "bytes=-"])(
  "%s is answered with everything",
  async (range) => {
    const reply = await setting.ask("GET", `/v2/a/blobs/${digest}`, "", { range });
    expect([reply.status, reply.text]).toEqual([200, "0123456789"]);
  },
);

test("a condition on the content decides", async () => {
  const get = (headers: Readonly<Record<string, string>>) =>
    setting.ask("GET", `/v2/a/blobs/${digest}`, "", headers);
  const { etag = "" } = (await get({})).headers;
  expect((await get({ "if-none-match": etag })).status).toBe(304);
  expect((await get({ "if-none-match": '"other"' })).status).toBe(200);
  expect((await get({ range: "bytes=0-0", "if-range": etag })).status).toBe(206);
  expect((await get({ range: "bytes=0-0", "if-range": '"other"' })).status).toBe(200);
  const head = await setting.ask("HEAD", `/v2/a/blobs/${digest}`);
  expect(head.headers).toMatchObject({ "accept-ranges": "bytes", "content-length": "10", etag });
});
