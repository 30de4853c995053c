import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { mediaType } from "../../src/model/media-type.ts";
import type { Entry, LayoutEdit } from "../support/layout-edit.ts";
import { each } from "../support/parallel.ts";
import { said } from "../support/program.ts";
import { failedChecks, verify } from "../support/reports.ts";
import type { KeyPair } from "../support/signed.ts";
import { keyPair } from "../support/signed.ts";
import type { Kind, Originals } from "./tampered.ts";
import {
  checkOfEachBlob,
  isAtt,
  isBlueprint,
  isBundle,
  isChart,
  isSbom,
  isSpdx,
  isSig,
  kinds,
  publishOriginals,
  Tampering,
  types,
} from "./tampered.ts";

let root: string;
let us: KeyPair;
let originals: Originals;
let cases = 0;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "bp-tamper-"));
  const [ours, theirs] = await Promise.all([keyPair(), keyPair()]);
  us = ours;
  originals = await publishOriginals(root, ours, theirs);
});
afterAll(() => {
  console.log(`${cases} tamperings`);
  rmSync(root, { recursive: true, force: true });
});

/** The checks that fail for bp-a once somebody has been at it. */
async function failed(tamper: (layouts: Tampering) => void): Promise<readonly string[]> {
  cases += 1;
  const layouts = new Tampering(originals, root);
  try {
    tamper(layouts);
    const args = [layouts.reference, "--key", us.publicKey];
    const { outcome, report } = await verify(args, { cwd: root });
    const names = failedChecks(report);
    expect(outcome.code, said(outcome)).toBe(names.length === 0 ? 0 : 1);
    return names;
  } finally {
    rmSync(layouts.folder, { recursive: true, force: true });
  }
}

function flip(layout: LayoutEdit, digest: string): void {
  const bytes = layout.read(digest);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  layout.overwrite(digest, bytes);
}

test("untouched, it passes", async () => {
  expect(await failed(() => undefined)).toEqual([]);
  cases = 0;
});

test("a flipped bit, a lost byte and a lost file are seen in every blob", async () => {
  const layouts = new Tampering(originals, root);
  const checks = [...checkOfEachBlob(layouts.a)];
  expect(checks.map(([digest]) => digest).toSorted()).toEqual(layouts.a.blobs().toSorted());
  await each(checks, 2, async ([digest, check]) => {
    expect(await failed(({ a }) => flip(a, digest)), `a bit of ${digest}`).toContain(check);
    expect(await failed(({ a }) => a.remove(digest)), `without ${digest}`).toContain(check);
    const short = await failed(({ a }) => a.overwrite(digest, a.read(digest).subarray(0, -1)));
    expect(short, `${digest} cut short`).toContain(check);
  });
});

test("manifests of two artifacts that are exchanged are seen", async () => {
  const bytes = await failed(({ a, b }) => {
    const [mine, other] = [a.only(isChart).digest, b.only(isChart).digest];
    a.overwrite(mine, b.read(other));
  });
  expect(bytes).toContain("manifest");
  const entries = await failed(({ a, b }) => {
    a.addAll(b);
    a.replace(a.only(isChart), [b.only(isChart)]);
  });
  expect(entries).toEqual(expect.arrayContaining(["config", "signature-bundle"]));
});

test("another artifact of ours in its place, signatures and all, is seen", async () => {
  const swapped = await failed(({ a, b }) => {
    a.addAll(b);
    a.setEntries(b.entries());
  });
  expect(swapped).toEqual(["config", "contents"]);
  const older = await failed(({ a, later }) => {
    const tag = { "org.opencontainers.image.ref.name": "1.0.0" };
    a.addAll(later);
    a.setEntries(later.entries());
    a.replace(a.only(isChart), [{ ...a.only(isChart), annotations: tag }]);
  });
  expect(older).toEqual(["config", "contents"]);
});

test("an unsigned copy of the chart with another annotation is seen", async () => {
  const names = await failed(({ a }) => {
    const chart = a.only(isChart);
    const manifest = a.manifest(chart.digest);
    const annotations = { ...manifest.annotations, "org.opencontainers.image.source": "x" };
    const entry = a.addJson(mediaType.manifest, { ...manifest, annotations });
    a.replace(chart, [{ ...chart, ...entry }]);
  });
  expect(names).toEqual(
    expect.arrayContaining(kinds.flatMap((kind) => [`${kind}-bundle`, `${kind}-legacy`])),
  );
});

test.each(kinds)("a lost %s bundle is seen", async (kind) => {
  const names = await failed(({ a }) => a.replace(a.only(isBundle(kind)), []));
  expect(names).toEqual([`${kind}-bundle`]);
});

test("a lost .sig, .att or layer of theirs is seen", async () => {
  expect(await failed(({ a }) => a.replace(a.only(isSig), []))).toEqual(["signature-legacy"]);
  expect(await failed(({ a }) => a.replace(a.only(isAtt), []))).toEqual([
    "provenance-legacy",
    "sbom-legacy",
    "spdx-legacy",
  ]);
  expect(await failed(({ a }) => retag(a, isSig, () => []))).toEqual(["signature-legacy"]);
  for (const kind of ["provenance", "sbom", "spdx"] as const) {
    const without = (layers: readonly Entry[]): readonly Entry[] =>
      layers.filter(({ annotations }) => annotations?.["predicateType"] !== types[kind]);
    expect(await failed(({ a }) => retag(a, isAtt, without))).toEqual([`${kind}-legacy`]);
  }
});

/** Puts another manifest behind a tag: the same with other layers. */
function retag(
  layout: LayoutEdit,
  which: (entry: Entry) => boolean,
  edit: (layers: readonly Entry[]) => readonly Entry[],
): void {
  const entry = layout.only(which);
  const manifest = layout.manifest(entry.digest);
  const changed = { ...manifest, layers: edit(manifest.layers ?? []) };
  layout.replace(entry, [{ ...entry, ...layout.addJson(mediaType.manifest, changed) }]);
}

test.each(kinds)("the %s bundle of another artifact is seen", async (kind) => {
  const moved = await failed(({ a, b }) => {
    a.addAll(b);
    a.replace(a.only(isBundle(kind)), [b.only(isBundle(kind))]);
  });
  expect(moved).toEqual([`${kind}-bundle`]);
  const rewritten = await failed(({ a, b }) => {
    a.addAll(b);
    rewrap(a, kind, b.manifest(b.only(isBundle(kind)).digest).layers ?? []);
  });
  expect(rewritten).toEqual([`${kind}-bundle`, "foreign-bundle"]);
});

/** Makes a bundle's referrer carry another bundle about the same subject. */
function rewrap(layout: LayoutEdit, kind: Kind, layers: readonly Entry[]): void {
  const entry = layout.only(isBundle(kind));
  const manifest = { ...layout.manifest(entry.digest), layers };
  layout.replace(entry, [{ ...entry, ...layout.addJson(mediaType.manifest, manifest) }]);
}

test("a bundle that is announced as another kind is seen", async () => {
  const names = await failed(({ a }) => {
    const { layers = [] } = a.manifest(a.only(isBundle("provenance")).digest);
    rewrap(a, "sbom", layers);
  });
  expect(names).toEqual(["sbom-bundle", "foreign-bundle"]);
});

function movedBehind(which: (entry: Entry) => boolean): Promise<readonly string[]> {
  return failed(({ a, b }) => {
    a.addAll(b);
    const { mediaType: type, digest, size } = b.only(which);
    a.replace(a.only(which), [{ ...a.only(which), mediaType: type, digest, size }]);
  });
}

test("the .sig and .att of another artifact are seen", async () => {
  expect(await movedBehind(isSig)).toEqual(["signature-legacy"]);
  expect(await movedBehind(isAtt)).toEqual(["provenance-legacy", "sbom-legacy", "spdx-legacy"]);
});

test("what another key has signed is seen, in whole and in part", async () => {
  const all = await failed(({ a, theirs }) => {
    a.addAll(theirs);
    a.setEntries(theirs.entries());
  });
  const both = kinds.flatMap((kind) => [`${kind}-bundle`, `${kind}-legacy`]);
  expect(all).toEqual([...both, "foreign-bundle", "sbom", "provenance"]);
  for (const kind of kinds) {
    const one = await failed(({ a, theirs }) => {
      a.addAll(theirs);
      a.replace(a.only(isBundle(kind)), [theirs.only(isBundle(kind))]);
    });
    expect(one).toEqual([`${kind}-bundle`, "foreign-bundle"]);
    const beside = await failed(({ a, theirs }) => {
      a.addAll(theirs);
      a.setEntries([...a.entries(), theirs.only(isBundle(kind))]);
    });
    expect(beside).toEqual(["foreign-bundle"]);
  }
  const legacy = await failed(({ a, theirs }) => {
    a.addAll(theirs);
    a.replace(a.only(isSig), [theirs.only(isSig)]);
  });
  expect(legacy).toEqual(["signature-legacy"]);
});

test("a lost, another or a second blueprint document is seen", async () => {
  expect(await failed(({ a }) => a.replace(a.only(isBlueprint), []))).toEqual(["blueprint"]);
  const text = Buffer.from("kind: Blueprint\nmetadata: { name: bp-a }\n");
  const other = (a: LayoutEdit): Entry => document(a, isBlueprint, text);
  expect(await failed(({ a }) => a.replace(a.only(isBlueprint), [other(a)]))).toEqual([
    "blueprint",
  ]);
  expect(await failed(({ a }) => a.setEntries([...a.entries(), other(a)]))).toEqual(["blueprint"]);
});

/** A well-formed SBOM about the same chart that names another image. */
function otherSbom(layout: LayoutEdit, which: (entry: Entry) => boolean): Entry {
  const { layers = [] } = layout.manifest(layout.only(which).digest);
  const text = layout.read(layers[0]?.digest ?? "").toString();
  return document(layout, which, Buffer.from(text.replace("1.2.3", "1.2.4")));
}

test.each([
  ["CycloneDX", isSbom],
  ["SPDX", isSpdx],
])("a lost, another or a second SBOM in %s is seen, however well made", async (_form, which) => {
  expect(await failed(({ a }) => a.replace(a.only(which), []))).toEqual(["sbom"]);
  const replaced = failed(({ a }) => a.replace(a.only(which), [otherSbom(a, which)]));
  expect(await replaced).toEqual(["sbom"]);
  const beside = failed(({ a }) => a.setEntries([...a.entries(), otherSbom(a, which)]));
  expect(await beside).toEqual(["sbom"]);
});

/** A referrer like the one that is there, with another document in it. */
function document(layout: LayoutEdit, which: (entry: Entry) => boolean, bytes: Uint8Array): Entry {
  const entry = layout.only(which);
  const manifest = layout.manifest(entry.digest);
  const [layer] = manifest.layers ?? [];
  const blob = layout.add(layer?.mediaType ?? "", bytes);
  expect(blob.digest).not.toBe(layer?.digest);
  const layers = [{ ...layer, ...blob }];
  return { ...entry, ...layout.addJson(mediaType.manifest, { ...manifest, layers }) };
}

test("there were at least 25 of them", () => {
  expect(cases).toBeGreaterThanOrEqual(25);
});
