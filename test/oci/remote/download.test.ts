import { createHash } from "node:crypto";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { descriptorOf } from "../../../src/model/descriptor.ts";
import type { Store } from "../../../src/oci/index.ts";
import { bytesContent } from "../../../src/oci/index.ts";
import type { Changed, Fault } from "../../support/registry.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

const bytes = Buffer.concat(
  Array.from({ length: 50_000 }, (_, index) => createHash("sha256").update(`${index}`).digest()),
);
const target = descriptorOf("application/vnd.test.layer", bytes);

beforeEach(async () => {
  served = await startServed();
  await served.direct.push(target, bytesContent(bytes));
});

afterEach(() => served.close());

async function read(store: Store): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await store.fetch(target)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The faults, one for each request in turn; the rest is passed on. */
function inTurn(...faults: readonly (Fault | undefined)[]): void {
  served.proxy.plan((_, count) => faults[count - 1]);
}

function asked(): readonly string[] {
  return served.proxy.requests.map(({ headers, status }) => `${headers.range ?? "all"} ${status}`);
}

function otherPart(answer: Changed): Changed {
  return { ...answer, headers: { ...answer.headers, "content-range": "bytes 0-9/10" } };
}

const half = bytes.byteLength / 2;

describe("a download that is cut", () => {
  test("goes on where it was cut", async () => {
    inTurn("cut-body");
    expect(Buffer.compare(await read(served.store()), bytes)).toBe(0);
    expect(asked()).toEqual(["all 200", `bytes=${half}- 206`]);
  });

  test("twice goes on twice", async () => {
    inTurn("cut-body", "cut-body");
    expect(Buffer.compare(await read(served.store()), bytes)).toBe(0);
    expect(asked()).toEqual(["all 200", `bytes=${half}- 206`, `bytes=${half * 1.5}- 206`]);
  });

  test("is skipped to its place where the registry knows no ranges", async () => {
    const whole: Fault = {
      change: () => ({ status: 200, headers: {}, body: bytes }),
    };
    inTurn("cut-body", whole);
    expect(Buffer.compare(await read(served.store()), bytes)).toBe(0);
    expect(asked()).toEqual(["all 200", `bytes=${half}- 200`]);
  });

  test("goes on after faults that pass", async () => {
    inTurn("cut-body", { status: 503 }, "cut", undefined);
    expect(Buffer.compare(await read(served.store()), bytes)).toBe(0);
    expect(asked().at(-1)).toBe(`bytes=${half}- 206`);
  });

  test("ends with NETWORK where no more comes", async () => {
    served.proxy.plan((_, count) => (count === 1 ? "cut-body" : "cut"));
    await expect(read(served.store())).rejects.toMatchObject({
      code: "NETWORK",
      message: expect.stringContaining("after 7 tries"),
    });
  });

  test("ends where another part comes than was asked for", async () => {
    inTurn("cut-body", { change: otherPart });
    await expect(read(served.store())).rejects.toMatchObject({ code: "REGISTRY" });
  });
});

test("a body that ends early is continued", async () => {
  inTurn({ change: (answer) => ({ ...answer, body: answer.body.subarray(0, 1_000) }) });
  expect(Buffer.compare(await read(served.store()), bytes)).toBe(0);
  expect(asked()).toEqual(["all 200", "bytes=1000- 206"]);
});

test.each<[string, (body: Buffer) => Buffer]>([
  ["other", (body) => Buffer.concat([Buffer.from([body.readUInt8(0) ^ 1]), body.subarray(1)])],
  ["more", (body) => Buffer.concat([body, Buffer.from("more")])],
])("%s bytes than the digest says are refused as they flow", async (_, change) => {
  inTurn({ change: (answer) => ({ ...answer, body: change(answer.body) }) });
  await expect(read(served.store())).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
});

test("a reader that has enough ends the download", async () => {
  for await (const chunk of await served.store().fetch(target)) {
    expect(chunk.byteLength).toBeGreaterThan(0);
    break;
  }
  expect(asked()).toEqual(["all 200"]);
});

test("an interruption ends it", async () => {
  const stop = new AbortController();
  served.proxy.plan(() => {
    setImmediate(() => stop.abort());
    return "cut-body";
  });
  const pull = (async () => {
    for await (const _ of await served.store().fetch(target, stop.signal)) stop.abort();
  })();
  await expect(pull).rejects.toMatchObject({ code: "INTERRUPTED" });
});
