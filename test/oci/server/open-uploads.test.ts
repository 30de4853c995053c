import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { bytesContent } from "../../../src/oci/index.ts";
import { LayoutStore } from "../../../src/oci/layout/store.ts";
import { OpenUploads } from "../../../src/oci/server/open-uploads.ts";
import { UploadSession } from "../../../src/oci/server/upload-session.ts";

let folder: string;
const hour = 3_600_000;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bp-uploads-"));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

test("an upload that nobody asks for is given up with its file, one that is used is not", async () => {
  const uploads = new OpenUploads("test");
  const session = (): UploadSession => new UploadSession(new LayoutStore(folder), 100);
  const [idle, used] = [await uploads.add("a", session()), await uploads.add("a", session())];
  for (const { session: one } of [idle, used])
    await one.append(bytesContent(Buffer.from("some")).open());
  expect(await readdir(join(folder, ".tmp"))).toHaveLength(2);
  vi.advanceTimersByTime(hour / 2);
  expect(uploads.get("a", used.id)).toBe(used);
  vi.advanceTimersByTime(hour / 2);
  expect(() => uploads.get("a", idle.id)).toThrow(/no such upload/u);
  expect(uploads.get("a", used.id)).toBe(used);
  await vi.waitUntil(async () => (await readdir(join(folder, ".tmp"))).length === 1);
  expect(() => uploads.get("b", used.id)).toThrow(/no such upload/u);
  await uploads.close();
  expect(await readdir(join(folder, ".tmp"))).toEqual([]);
});
