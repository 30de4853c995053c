import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { hexOf } from "../../src/model/digest.ts";
import { layoutStore } from "../../src/oci/index.ts";
import type { KeyPolicy } from "../../src/signing/index.ts";
import { verifySignatures } from "../../src/signing/index.ts";
import type { Published } from "./support.ts";
import { newSigner, publicKeyOf, publish } from "./support.ts";

let folder: string;
let policy: KeyPolicy;
let published: Published;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bp-tamper-"));
  const signer = await newSigner("ours");
  policy = { $case: "publicKey", publicKey: publicKeyOf(signer) };
  published = await publish("a chart", signer, layoutStore(folder));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Reads the layout anew, as another program would. */
async function failed(): Promise<readonly string[]> {
  const input = { source: layoutStore(folder), subject: published.subject, policy };
  const { checks } = await verifySignatures(input);
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

async function changed(file: string, edit: (data: Buffer) => Buffer): Promise<readonly string[]> {
  const whole = await readFile(file);
  await writeFile(file, edit(Buffer.from(whole)));
  try {
    return await failed();
  } finally {
    await writeFile(file, whole);
  }
}

function flip(data: Buffer): Buffer {
  const middle = Math.floor(data.length / 2);
  data.writeUInt8(data.readUInt8(middle) ^ 1, middle);
  return data;
}

test("the layout passes as it is", async () => {
  expect(await failed()).toEqual([]);
});

test("one flipped bit or one byte more in any blob of the signatures fails a check", async () => {
  const blobs = join(folder, "blobs", "sha256");
  const names = (await readdir(blobs)).filter((name) => name !== hexOf(published.subject.digest));
  expect(names.length).toBeGreaterThanOrEqual(13);
  for (const name of names) {
    const file = join(blobs, name);
    expect(await changed(file, flip), `a flipped bit in ${name}`).not.toEqual([]);
    expect(
      await changed(file, (data) => Buffer.concat([data, Buffer.of(32)])),
      `a longer ${name}`,
    ).not.toEqual([]);
  }
  expect(await failed()).toEqual([]);
});

test("without its index the signatures are not found", async () => {
  const empty = Buffer.from('{"schemaVersion":2,"manifests":[]}');
  expect(await changed(join(folder, "index.json"), () => empty)).toHaveLength(8);
});
