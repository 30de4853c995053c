import { gunzipSync } from "node:zlib";

import * as fc from "fast-check";
import { Deflate, deflateRaw } from "pako";
import { extract } from "tar-stream";
import { expect, test } from "vitest";

import type { ArchiveEntry } from "../../src/archive/index.ts";
import { entryOf, packTarGz, readTarGz } from "../../src/archive/index.ts";
import { digestOf } from "../../src/model/digest.ts";
import { collect, stream } from "./support/bytes.ts";

const sample: readonly ArchiveEntry[] = [
  entryOf("demo/Chart.yaml", Buffer.from("apiVersion: v2\nname: demo\nversion: 1.2.3\n")),
  entryOf("demo/templates/a.yaml", Buffer.from("kind: ConfigMap\n".repeat(5000))),
  entryOf("demo/empty", Buffer.alloc(0)),
  entryOf(`demo/${"long/".repeat(30)}${"n".repeat(90)}`, Buffer.from("split or pax\n")),
  entryOf(`demo/${"x".repeat(180)}`, Buffer.from("pax\n")),
  entryOf("demo/größe-日本.txt", Buffer.from("pax too\n")),
];

async function members(tgz: Uint8Array): Promise<[Record<string, unknown>, Buffer][]> {
  const reader = extract();
  reader.end(gunzipSync(tgz));
  const found: [Record<string, unknown>, Buffer][] = [];
  for await (const entry of reader) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
    found.push([{ ...entry.header }, Buffer.concat(chunks)]);
  }
  return found;
}

test("the bytes are those that were once agreed on", async () => {
  const tgz = await collect(packTarGz(sample));
  expect(digestOf(tgz)).toBe(
    "sha256:dadcec98c9053e5f91d5eefea74ba3cc0184e68066e6a266164795958d152b14",
  );
});

test("a compressor that was used before, or left half way, gives the same bytes", async () => {
  const first = await collect(packTarGz(sample));
  const other = [entryOf("d/other", Buffer.from(noise(200_000)))];
  const bytes = await collect(packTarGz(other));
  for await (const chunk of packTarGz(other)) if (chunk.length > 1000) break;
  expect((await collect(packTarGz(sample))).equals(first)).toBe(true);
  // Several at once have a compressor each.
  const packed = await Promise.all([other, sample, other].map((one) => collect(packTarGz(one))));
  expect(packed.map((one) => one.equals(bytes))).toEqual([true, false, true]);
  expect(packed[1]?.equals(first)).toBe(true);
});

function noise(length: number): number[] {
  let state = 7;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state >> 16;
  });
}

test("the gzip header is Helm's", async () => {
  const tgz = await collect(packTarGz(sample));
  expect(tgz.subarray(0, 16).toString("hex")).toBe("1f8b08140000000000ff2c0072722800");
  expect(tgz.subarray(16, 61).toString("latin1")).toBe(
    "aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=Helm\0",
  );
});

test("another reader sees every entry with fixed header fields, in order", async () => {
  const found = await members(await collect(packTarGz(sample)));
  expect(found.map(([header]) => header["name"])).toEqual(sample.map(({ path }) => path));
  for (const [index, [header, body]] of found.entries()) {
    expect(header).toMatchObject({ mode: 0o644, uid: 0, gid: 0, uname: "", gname: "" });
    expect(header["type"]).toBe("file");
    expect((header["mtime"] as Date).toISOString()).toBe("1980-01-01T00:00:00.000Z");
    expect(body.equals(await collect(sample[index]?.open() ?? stream(Buffer.alloc(0))))).toBe(true);
  }
});

test("a pax header comes only where ustar cannot hold the name", async () => {
  const found = await members(await collect(packTarGz(sample)));
  expect(
    found.filter(([header]) => header["pax"] !== null).map(([header]) => header["name"]),
  ).toEqual([`demo/${"x".repeat(180)}`, "demo/größe-日本.txt"]);
});

test("the output does not depend on how the input is cut", async () => {
  const body = Buffer.from(
    Array.from({ length: 300_000 }, (_, index) => ((index * index) >> 5) ^ (index % 251)),
  );
  const packed = (size: number): Promise<Buffer> =>
    collect(packTarGz([{ path: "a/b", size: body.length, open: () => stream(body, size) }]));
  const whole = await packed(body.length);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1000, max: 200_000 }), async (size) =>
      (await packed(size)).equals(whole),
    ),
    { numRuns: 15 },
  );
});

test("pako gives one result however its input is cut", () => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 5000 }),
    fc
      .array(fc.constantFrom("name: ", "\n", "{{ .Values }}", "x"), { maxLength: 9000 })
      .map((words) => new Uint8Array(Buffer.from(words.join("")))),
  );
  fc.assert(
    fc.property(body, fc.integer({ min: 1, max: 3000 }), (bytes, size) => {
      const chunks: Uint8Array[] = [];
      const deflate = new Deflate({ raw: true, level: 6, chunkSize: 64 * 1024 });
      deflate.onData = (chunk): void => void chunks.push(chunk);
      for (let at = 0; at < bytes.length; at += size) {
        deflate.push(bytes.subarray(at, at + size), false);
      }
      deflate.push(new Uint8Array(), true);
      return Buffer.concat(chunks).equals(Buffer.from(deflateRaw(bytes, { level: 6 })));
    }),
  );
});

test("what was packed is read back", async () => {
  const part = fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }).filter((text) => {
    return !/[/\\\0\uFFFD]/u.test(text) && text !== "." && text !== ".." && text.isWellFormed();
  });
  const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"));
  const files = fc.dictionary(path, fc.uint8Array({ maxLength: 1500 }), { maxKeys: 6 });
  await fc.assert(
    fc.asyncProperty(files, async (contents) => {
      const paths = Object.keys(contents).filter((name) => !/^[a-z]:\//iu.test(name));
      const entries = paths.map((name) =>
        entryOf(`top/${name}`, contents[name] ?? Buffer.alloc(0)),
      );
      if (entries.length === 0) return;
      const tgz = await collect(packTarGz(entries));
      // No object: a file may be called __proto__.
      const found = new Map<string, string>();
      for await (const entry of readTarGz(stream(tgz, 700), { name: "x.tgz" })) {
        found.set(entry.path, (await collect(entry.body)).toString("base64"));
      }
      expect([...found.keys()]).toEqual(paths);
      for (const name of paths) {
        expect(found.get(name)).toBe(Buffer.from(contents[name] ?? []).toString("base64"));
      }
    }),
    { numRuns: 60 },
  );
});

test.each([
  "../x",
  "a/../b",
  "/etc/passwd",
  "C:/x",
  "a\\b",
  "a//b",
  "",
  "a/./b",
  "a\0b",
  "a\uFFFDb",
])("refuses to write the path %j", async (path) => {
  const packing = collect(packTarGz([entryOf(path, Buffer.from("x"))]));
  await expect(packing).rejects.toMatchObject({ code: "BAD_ARCHIVE" });
});

test("refuses the same path twice", async () => {
  const entry = entryOf("a/b", Buffer.from("x"));
  await expect(collect(packTarGz([entry, entry]))).rejects.toMatchObject({ code: "BAD_ARCHIVE" });
});

test.each([1, 5])(
  "an entry that gives %i bytes instead of 3 is a fault that names it",
  async (given) => {
    const entry = { path: "a/b", size: 3, open: () => stream(Buffer.alloc(given)) };
    await expect(collect(packTarGz([entry]))).rejects.toMatchObject({
      code: "UNREADABLE",
      message: expect.stringContaining("a/b") as string,
    });
  },
);
