import { expect, test } from "vitest";

import type { PackedList } from "../../../src/app/rebuild/compare-archives.ts";
import { compareArchives } from "../../../src/app/rebuild/compare-archives.ts";
import type { Digest } from "../../../src/model/digest.ts";
import { digestOf } from "../../../src/model/digest.ts";

type File = PackedList["files"][number];

function file(path: string, change: Partial<File> = {}): File {
  return { path, size: 3, digest: digestOf(path), mode: 0o644, mtime: 315532800, ...change };
}

function archive(files: readonly File[], packed: string, tar = packed): PackedList {
  return { files, tar: digestOf(`tar ${tar}`), digest: digestOf(`gz ${packed}`) };
}

function differences(was: readonly File[], is: readonly File[]): readonly unknown[] {
  return compareArchives(archive(was, "a"), archive(is, "b"), "x-1.0.0.tgz");
}

const [a, b, c] = [file("Chart.yaml"), file("templates/b.yaml"), file("values.yaml")];
const other: Digest = digestOf("other");

test("the same archive has none, whatever a list says", () => {
  expect(compareArchives(archive([a], "a"), archive([a], "a"), "x")).toEqual([]);
});

test("bytes, modes and times, in the published order", () => {
  const again = [
    { ...a, mtime: 1, mode: 0o755 },
    { ...b, digest: other, size: 4, mode: 0o600 },
    { ...c, mtime: 1e15 },
  ];
  expect(differences([a, b, c], again)).toEqual([
    { path: a.path, kind: "mode", published: a.digest, rebuilt: a.digest, detail: "0644, 0755" },
    {
      path: b.path,
      kind: "content",
      published: b.digest,
      rebuilt: other,
      detail: "3 bytes, 4 bytes",
    },
    {
      path: c.path,
      kind: "time",
      published: c.digest,
      rebuilt: c.digest,
      detail: "1980-01-01T00:00:00.000Z, 1000000000000000 s",
    },
  ]);
});

test("what one of them lacks, what was not published last", () => {
  expect(differences([a, b], [c, a])).toMatchObject([
    { path: b.path, kind: "missing", published: b.digest, rebuilt: null },
    { path: c.path, kind: "added", published: null, rebuilt: c.digest },
  ]);
});

test("the order, told of the first that is elsewhere", () => {
  expect(differences([a, b, c], [a, c, b])).toMatchObject([
    { path: b.path, kind: "order", detail: "place 2, 3" },
  ]);
});

test("headers, and how it is packed, where all else is the same", () => {
  expect(differences([a], [a])).toMatchObject([{ path: "x-1.0.0.tgz", kind: "header" }]);
  const same = compareArchives(archive([a], "a", "one"), archive([a], "b", "one"), "x-1.0.0.tgz");
  expect(same).toMatchObject([
    {
      path: "x-1.0.0.tgz",
      kind: "compression",
      published: digestOf("gz a"),
      rebuilt: digestOf("gz b"),
    },
  ]);
});
