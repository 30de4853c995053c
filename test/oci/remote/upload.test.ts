import { createHash } from "node:crypto";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { descriptorOf } from "../../../src/model/descriptor.ts";
import type { Content } from "../../../src/model/ports.ts";
import { bytesContent, fetchAll } from "../../../src/oci/index.ts";
import type { Fault, FaultPlan, Seen } from "../../support/registry.ts";
import { blob, pushPiece } from "../artifact.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

beforeEach(async () => {
  served = await startServed();
});

afterEach(() => served.close());

const MB = 1024 * 1024;
/** Content that no two places of are alike. */
const large = Buffer.concat(
  Array.from({ length: (3 * MB) / 64 }, (_, index) =>
    createHash("sha512").update(`${index}`).digest(),
  ),
);
const expected = descriptorOf("application/vnd.test.layer", large);

/** In chunks of an odd size, and counted. */
function counted(bytes: Uint8Array): Content & { readonly opened: number } {
  let opened = 0;
  return {
    get opened() {
      return opened;
    },
    async *open() {
      opened += 1;
      for (let at = 0; at < bytes.byteLength; at += 10_007) yield bytes.subarray(at, at + 10_007);
    },
  };
}

function lines(): readonly string[] {
  return served.proxy.requests
    .filter(({ method }) => method !== "HEAD")
    .map(({ method, status, headers }) =>
      [method, headers["content-range"], status].filter((part) => part !== undefined).join(" "),
    );
}

async function expectStored(): Promise<void> {
  const back = await fetchAll(served.direct, expected, large.byteLength);
  expect(Buffer.compare(back, large)).toBe(0);
}

/** The fault for the first request that the plan names. */
function onceAt(matches: (request: Seen) => boolean, fault: Fault): FaultPlan {
  let done = false;
  return (request) => {
    if (done || !matches(request)) return undefined;
    done = true;
    return fault;
  };
}

const isPut = ({ method }: Seen): boolean => method === "PUT";
const isPatch = ({ method }: Seen): boolean => method === "PATCH";

/** A body over the limit is refused, as by a proxy before the registry. */
function limited(limit: number, rest: FaultPlan = () => undefined): FaultPlan {
  return (request, count) => {
    const length = Number(request.headers["content-length"] ?? 0);
    return length > limit ? { status: 413 } : rest(request, count);
  };
}

describe("an upload that is interrupted", () => {
  test("goes on where the registry says it stopped", async () => {
    served.proxy.plan(onceAt(isPut, { cutAfter: MB }));
    const content = counted(large);
    await served.store().push(expected, content);
    // What the registry had on its way to the disk when it was asked may have come there since: it says so by 416.
    const told = lines().join(", ");
    const resumed =
      /^POST 202, PUT 0, GET 204(?:, PATCH \d+-3145727 416, GET 204)*, PATCH (\d+)-3145727 202, PUT 201$/u;
    expect(told).toMatch(resumed);
    const start = Number(resumed.exec(told)?.[1]);
    expect(start).toBeGreaterThan(0);
    expect(start).toBeLessThanOrEqual(MB);
    expect(content.opened).toBeGreaterThan(1);
    await expectStored();
  });

  test("after the registry has taken it is found there, and not sent again", async () => {
    served.proxy.plan(onceAt(isPut, "drop-answer"));
    await served.store().push(expected, counted(large));
    expect(lines()).toEqual(["POST 202", "PUT 0", "GET 404"]);
    await expectStored();
  });

  test("begins again where the registry has forgotten it", async () => {
    served.proxy.plan((request, count) =>
      request.method === "GET" && request.path.includes("/uploads/")
        ? { status: 404 }
        : broken(request, count),
    );
    const broken = onceAt(isPut, { cutAfter: MB });
    await served.store().push(expected, counted(large));
    expect(lines()).toEqual(["POST 202", "PUT 0", "GET 404", "POST 202", "PUT 201"]);
    await expectStored();
  });

  test("begins again where what was resumed came out wrong", async () => {
    const broken = onceAt(isPut, { cutAfter: MB });
    const spoiled = onceAt(isPatch, { status: 400, body: '{"errors":[{"code":"RANGE_INVALID"}]}' });
    served.proxy.plan((request, count) => broken(request, count) ?? spoiled(request, count));
    await served.store().push(expected, counted(large));
    expect(lines().slice(-3)).toEqual(["DELETE 204", "POST 202", "PUT 201"]);
    await expectStored();
  });

  test("over and over goes on for as long as it advances", async () => {
    let cuts = 0;
    served.proxy.plan((request) => {
      const sends = isPut(request) || isPatch(request);
      if (!sends || cuts >= 20 || Number(request.headers["content-length"]) === 0) return undefined;
      cuts += 1;
      return { cutAfter: 100_000 };
    });
    await served.store().push(expected, counted(large));
    expect(cuts).toBe(20);
    await expectStored();
  });

  test("with a 5xx is asked about, and continued", async () => {
    served.proxy.plan(onceAt(isPut, { status: 502 }));
    await served.store().push(expected, counted(large));
    // Nothing had come: there is nothing to go on from.
    expect(lines()).toEqual(["POST 202", "PUT 502", "GET 204", "POST 202", "PUT 201"]);
  });

  test("in a session that is gone begins a new one, once", async () => {
    const unknown = '{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}';
    served.proxy.plan(onceAt(isPut, { status: 404, body: unknown }));
    await served.store().push(expected, counted(large));
    await expectStored();
    served.proxy.plan((request) => (isPut(request) ? { status: 404, body: unknown } : undefined));
    const other = blob("x".repeat(100_000));
    await expect(pushPiece(served.store(), other)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("an upload in chunks", () => {
  test("is what a 413 leads to, for this blob and the next", async () => {
    served.proxy.plan(limited(2 * MB));
    const store = served.store();
    await store.push(expected, counted(large));
    expect(lines()).toEqual([
      "POST 202",
      "PUT 413",
      "DELETE 204",
      "POST 202",
      "PATCH 0-1572863 202",
      "PATCH 1572864-3145727 202",
      "PUT 201",
    ]);
    await expectStored();
    served.proxy.requests.length = 0;
    const next = blob("y".repeat(2 * MB));
    await pushPiece(store, next);
    expect(lines().slice(0, 2)).toEqual(["POST 202", "PATCH 0-1572863 202"]);
  });

  test("has the least size that the registry asks for", async () => {
    const plan = limited(2 * MB);
    served.proxy.plan((request, count) =>
      request.method === "POST"
        ? {
            change: (answer) => ({
              ...answer,
              headers: { ...answer.headers, "oci-chunk-min-length": `${2 * MB}` },
            }),
          }
        : plan(request, count),
    );
    await served.store().push(expected, counted(large));
    expect(lines().slice(-3)).toEqual([
      "PATCH 0-2097151 202",
      "PATCH 2097152-3145727 202",
      "PUT 201",
    ]);
  });

  test("follows a registry that stands elsewhere: 416", async () => {
    // The registry has the first chunk, and says that it has not.
    const lost = onceAt(isPatch, "drop-answer");
    served.proxy.plan(
      limited(2 * MB, (request, count) => {
        if (request.method === "GET" && request.path.includes("/uploads/") && !asked) {
          asked = true;
          return {
            change: (answer) => ({ ...answer, headers: { ...answer.headers, range: "0-41" } }),
          };
        }
        return lost(request, count);
      }),
    );
    let asked = false;
    await served.store().push(expected, counted(large));
    expect(lines().slice(3)).toEqual([
      "POST 202",
      "PATCH 0-1572863 0",
      "GET 204",
      "PATCH 42-1572905 416",
      "GET 204",
      "PATCH 1572864-3145727 202",
      "PUT 201",
    ]);
    await expectStored();
  });

  test("reads the content once where nothing goes wrong", async () => {
    served.proxy.plan(limited(2 * MB));
    const store = served.store();
    await pushPiece(store, blob("z".repeat(3 * MB)));
    const content = counted(large);
    await store.push(expected, content);
    expect(content.opened).toBe(1);
  });

  test("ends with LIMIT where even the smallest chunk is too large", async () => {
    served.proxy.plan(limited(1_000));
    await expect(served.store().push(expected, counted(large))).rejects.toMatchObject({
      code: "LIMIT",
    });
    expect(lines().at(-1)).toBe("DELETE 204");
  });
});

test("content that is not what its descriptor says is no blob, and no session stays", async () => {
  const wrong = Buffer.from(large);
  wrong.writeUInt8(wrong.readUInt8(7) ^ 1, 7);
  const push = served.store().push(expected, bytesContent(wrong));
  await expect(push).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  expect(await served.direct.exists(expected)).toBe(false);
});
