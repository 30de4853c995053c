import { expect, test } from "vitest";

import { readTarGz } from "../../src/archive/index.ts";
import { collect, stream } from "./support/bytes.ts";
import type { TarPart } from "./support/tar.ts";
import { tgzOf } from "./support/tar.ts";

async function read(...parts: readonly TarPart[]): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const archive = readTarGz(stream(tgzOf(parts), 100), { name: "x", flat: true });
  for await (const { path, body } of archive) files[path] = (await collect(body)).toString();
  return files;
}

test("what has no top folder, and names that begin with ./, as other writers have them", async () => {
  const files = await read(
    { name: "./", type: "5" },
    { name: "./base/", type: "5" },
    { name: "./base/a.yaml", body: "a" },
    { name: "overlays/x/b.yaml", body: "b" },
    { name: "c", body: "c" },
  );
  expect(files).toEqual({ "base/a.yaml": "a", "overlays/x/b.yaml": "b", c: "c" });
});

test.each([
  ["../a", "0", "climbs"],
  ["base/../../a", "0", "climbs"],
  ["/etc/passwd", "0", "absolute"],
  ["base//a", "0", "empty"],
  ["base\\a", "0", "backslash"],
  ["base/a", "2", "a link is not allowed"],
  ["base/a", "1", "a link is not allowed"],
])("%j of type %s is refused", async (name, type, reason) => {
  const told = read({ name: "first", body: "" }, { name, type, link: "first" });
  await expect(told).rejects.toMatchObject({ code: "BAD_ARCHIVE" });
  await expect(told).rejects.toThrow(reason);
});

test("one file twice is refused, under whichever name", async () => {
  await expect(read({ name: "a" }, { name: "./a" })).rejects.toThrow("a second file of this name");
});
