import { gunzipSync, gzipSync } from "node:zlib";

import * as fc from "fast-check";
import { pack } from "tar-stream";
import { expect, test } from "vitest";

import type { ReadOptions } from "../../src/archive/index.ts";
import { entryOf, packTarGz, readTarGz } from "../../src/archive/index.ts";
import { paxRecord } from "../../src/archive/pax.ts";
import { isBpError } from "../../src/model/error.ts";
import { collect, stream } from "./support/bytes.ts";
import type { TarPart } from "./support/tar.ts";
import { tarOf, tgzOf } from "./support/tar.ts";

async function read(
  tgz: Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { path, body } of readTarGz(stream(tgz, 100), { name: "x.tgz", ...options })) {
    files[path] = (await collect(body)).toString();
  }
  return files;
}

function pax(records: Readonly<Record<string, string>>, type = "x"): TarPart {
  const body = Buffer.concat(Object.entries(records).map(([key, value]) => paxRecord(key, value)));
  return { name: "PaxHeaders.0/x", type, body };
}

const chart = { name: "demo/Chart.yaml", body: "name: demo\n" };

test("strips the top folder, passes over folders, reads what other writers write", async () => {
  const parts = [
    pax({ comment: "made by git" }, "g"),
    { name: "demo/", type: "5" },
    chart,
    { name: "demo/templates//./a.yaml", body: "a" },
    pax({ path: "demo/größe.txt", mtime: "1.5" }),
    { name: "demo/gr", body: "g" },
    { name: "././@LongLink", type: "L", body: `demo/${"l".repeat(150)}\0` },
    { name: "demo/lll", body: "long" },
    { name: "demo\\files\\win.txt", body: "w" },
  ];
  await expect(read(tgzOf(parts))).resolves.toEqual({
    "Chart.yaml": "name: demo\n",
    "templates/a.yaml": "a",
    "größe.txt": "g",
    ["l".repeat(150)]: "long",
    "files/win.txt": "w",
  });
});

test("reads a tar of another library", async () => {
  const packer = pack();
  packer.entry({ name: "demo/a.txt", mtime: new Date(0) }, "hello");
  packer.entry({ name: `demo/${"ü".repeat(90)}` }, "long");
  packer.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of packer) chunks.push(chunk as Uint8Array);
  await expect(read(gzipSync(Buffer.concat(chunks)))).resolves.toEqual({
    "a.txt": "hello",
    ["ü".repeat(90)]: "long",
  });
});

test("an entry whose body nobody reads is skipped", async () => {
  const names: string[] = [];
  const tgz = tgzOf([chart, { name: "demo/b", body: "b".repeat(3000) }, { name: "demo/c" }]);
  for await (const { path } of readTarGz(stream(tgz), { name: "x.tgz" })) names.push(path);
  expect(names).toEqual(["Chart.yaml", "b", "c"]);
});

const refused: readonly [string, TarPart[], string][] = [
  ["..", [chart, { name: "demo/../../etc/passwd" }], "climbs"],
  [".. as the top", [{ name: "../x/y" }], "climbs"],
  ["absolute", [{ name: "/etc/passwd" }], "absolute"],
  ["drive", [{ name: "C:/x/y" }], "absolute"],
  ["drive below", [{ name: "demo/C:/y" }], "drive letter"],
  ["windows ..", [{ name: "demo\\..\\..\\x" }], "climbs"],
  ["mixed", [{ name: "demo\\../x" }], "climbs"],
  ["no top folder", [{ name: "Chart.yaml" }], "outside the top folder"],
  ["./ in front", [{ name: "./demo/Chart.yaml" }], "starts with ./"],
  ["two top folders", [chart, { name: "other/x" }], "second top folder"],
  ["symbolic link", [chart, { name: "demo/l", type: "2", link: "/etc/passwd" }], "link"],
  ["hard link", [chart, { name: "demo/l", type: "1", link: "demo/Chart.yaml" }], "link"],
  ["device", [chart, { name: "demo/null", type: "3" }], "device"],
  ["fifo", [chart, { name: "demo/p", type: "6" }], "device"],
  ["unknown type", [chart, { name: "demo/s", type: "S" }], "unknown kind"],
  ["sparse", [pax({ "GNU.sparse.major": "1" }), chart], "sparse"],
  ["twice", [chart, chart], "second file"],
  ["pax climbs", [pax({ path: "demo/../../x" }), chart], "climbs"],
  ["two pax names", [pax({ path: "demo/a" }), pax({ path: "demo/b" }), chart], "two extended"],
  ["malformed pax", [{ name: "p", type: "x", body: "99 path=x\n" }, chart], "malformed"],
  ["NUL in a pax name", [pax({ path: "demo/a\0b" }), chart], "NUL"],
];

test.each(refused)("refuses %s", async (_, parts, reason) => {
  await expect(read(tgzOf(parts))).rejects.toMatchObject({
    code: "BAD_ARCHIVE",
    message: expect.stringMatching(new RegExp(`x\\.tgz.*${reason}`, "u")) as string,
  });
});

test("refuses a name that is not UTF-8", async () => {
  const tar = tarOf([{ name: "demo/aXb" }]);
  const at = tar.indexOf("aXb");
  tar[at + 1] = 0xff;
  const sum = Buffer.from(`${sumOf(tar.subarray(0, 512)).toString(8).padStart(6, "0")}\0 `);
  sum.copy(tar, 148);
  await expect(read(gzipSync(tar))).rejects.toThrow("not UTF-8");
});

function sumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);
}

test("refuses data after the end, however it is hidden", async () => {
  const hidden = Buffer.concat([Buffer.alloc(1024), tarOf([{ name: "demo/evil" }])]);
  await expect(read(gzipSync(tarOf([chart], hidden)))).rejects.toThrow("data follows its end");
  const good = tgzOf([chart]);
  await expect(read(Buffer.concat([good, good]))).rejects.toThrow("bytes follow its end");
  await expect(read(Buffer.concat([good, Buffer.from("x")]))).rejects.toThrow("bytes follow");
  await expect(read(gzipSync(tarOf([chart], Buffer.alloc(10_240))))).resolves.toHaveProperty([
    "Chart.yaml",
  ]);
});

test("large archives, which are unpacked in pieces, are held to the same", async () => {
  let state = 7;
  const noise = Buffer.from(
    Array.from({ length: 400_000 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state >> 16;
    }),
  );
  // One does not compress, one unpacks to more than is unpacked at once.
  for (const body of [noise, Buffer.alloc(4_500_000, "ab")]) {
    const good = await collect(packTarGz([entryOf("d/a", body), entryOf("d/b", Buffer.alloc(9))]));
    const contents: Buffer[] = [];
    for await (const entry of readTarGz(stream(good, 70_000), { name: "x" }))
      contents.push(await collect(entry.body));
    expect(contents.map((content) => content.length)).toEqual([body.length, 9]);
    expect(contents[0]?.equals(body)).toBe(true);
    await expect(read(Buffer.concat([good, Buffer.from("x")]))).rejects.toThrow("bytes follow");
    await expect(read(good.subarray(0, -20))).rejects.toThrow("ends too early");
    const bad = Buffer.from(good);
    bad[bad.length - 8] = (bad[bad.length - 8] ?? 0) ^ 1;
    await expect(read(bad)).rejects.toThrow("checksum");
  }
});

test("a wrong checksum, a wrong length and a broken stream are refused", async () => {
  const good = tgzOf([chart]);
  for (const [back, reason] of [
    [8, "checksum"],
    [4, "length"],
  ] as const) {
    const bad = Buffer.from(good);
    const at = bad.length - back;
    bad[at] = (bad[at] ?? 0) ^ 1;
    await expect(read(bad)).rejects.toThrow(reason);
  }
  await expect(read(Buffer.from("PK\x03\x04 no gzip at all"))).rejects.toThrow("not gzip");
  await expect(read(gzipSync(Buffer.alloc(600, 7)))).rejects.toThrow("checksum");
});

function part(name: string, size: number): TarPart {
  return { name: `d/${name}`, body: "x".repeat(size) };
}

test("limits: one byte more than a limit is refused, naming entry and limit", async () => {
  const limits = { file: 100, total: 250, entries: 4 };
  await expect(
    read(tgzOf([part("a", 100), part("b", 100), part("c", 50)]), { limits }),
  ).resolves.toHaveProperty("c");
  await expect(read(tgzOf([part("a", 101)]), { limits })).rejects.toMatchObject({
    code: "LIMIT",
    message: expect.stringMatching(/d\/a.*101.*100/u) as string,
  });
  const over = read(tgzOf([part("a", 100), part("b", 100), part("c", 51)]), { limits });
  await expect(over).rejects.toMatchObject({
    code: "LIMIT",
    message: expect.stringContaining("250") as string,
  });
  const many = ["a", "b", "c", "d", "e"].map((name) => part(name, 1));
  await expect(read(tgzOf(many), { limits })).rejects.toMatchObject({ code: "LIMIT" });
});

test("a size is believed before the body is unpacked, and zeros without end are refused", async () => {
  const liar = tgzOf([{ name: "d/big", size: 8 ** 11 - 1 }]);
  await expect(read(liar)).rejects.toMatchObject({ code: "LIMIT" });
  const limits = { file: 10, total: 10, entries: 1 };
  const zeros = gzipSync(tarOf([{ name: "d/a" }], Buffer.alloc(4 * 1024 * 1024)));
  await expect(read(zeros, { limits })).rejects.toMatchObject({ code: "LIMIT" });
});

test("every truncation is refused", async () => {
  const tgz = await collect(
    packTarGz([entryOf("d/a", Buffer.from("hello")), entryOf("d/b", Buffer.alloc(700, 3))]),
  );
  for (let length = 0; length < tgz.length; length += 1) {
    await expect(read(tgz.subarray(0, length))).rejects.toMatchObject({ code: "BAD_ARCHIVE" });
  }
});

test("damaged archives give a fault of ours or the same files, never anything else", async () => {
  const tar = gunzipSync(
    tgzOf([pax({ path: "d/ü" }), { name: "d/u", body: "abc" }, { name: "d/b", body: "def" }]),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(tar.length - 1), fc.nat(255), async (at, byte) => {
      const bad = Buffer.from(tar);
      bad[at] = byte;
      try {
        await read(gzipSync(bad));
      } catch (error) {
        if (!isBpError(error, "BAD_ARCHIVE", "LIMIT")) throw error;
      }
    }),
    { numRuns: 400 },
  );
});

test("random bytes never get past the door", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
      const gzipped = Buffer.concat([Buffer.from("1f8b0800000000000003", "hex"), bytes]);
      await expect(read(gzipped)).rejects.toMatchObject({ code: "BAD_ARCHIVE" });
    }),
  );
});
