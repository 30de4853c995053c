import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { WaitRecord } from "../../../src/oci/index.ts";
import type { Fault, Seen } from "../../support/registry.ts";
import { blob } from "../artifact.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

let served: Served;

beforeEach(async () => {
  served = await startServed();
});

afterEach(() => served.close());

/** The fault for the first `times` requests of a kind. */
function first(times: number, matches: (request: Seen) => boolean, fault: Fault) {
  let count = 0;
  return (request: Seen): Fault | undefined => {
    if (!matches(request)) return undefined;
    count += 1;
    return count <= times ? fault : undefined;
  };
}

const every = (): boolean => true;

test("waits double, are said, and a wait that the server asks for is kept in full", async () => {
  const waits: WaitRecord[] = [];
  const onWait = (record: WaitRecord): void => void waits.push(record);
  served.proxy.plan(first(3, every, { status: 503 }));
  await served.store({ onWait }).tags();
  served.proxy.plan(first(1, every, { status: 429, headers: { "retry-after": "7" } }));
  await served.store({ onWait }).tags();
  expect(waits.map(({ ms }) => ms)).toEqual([250, 500, 1_000, 7_250]);
  expect(waits.at(0)).toEqual({
    subject: served.proxy.host,
    reason: "it answered 503",
    ms: 250,
  });
  expect(waits.at(-1)?.reason).toBe("it asks for fewer requests (429)");
});

test("a wait over the budget is not begun", async () => {
  served.proxy.plan(() => ({ status: 429, headers: { "retry-after": "301" } }));
  const waits: WaitRecord[] = [];
  const store = served.store({ onWait: (record) => waits.push(record) });
  await expect(store.tags()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(waits).toEqual([]);
  expect(served.proxy.requests).toHaveLength(1);
});

test("waits that the server asks for go on until the budget is spent, however many", async () => {
  served.proxy.plan(() => ({ status: 503, headers: { "retry-after": "20" } }));
  const store = served.store({ random: () => 0 });
  await expect(store.tags()).rejects.toMatchObject({
    code: "REGISTRY",
    message: expect.stringContaining("after 16 tries and 300 s of waiting"),
  });
});

test("the budget is one for all that a run asks for", async () => {
  served.proxy.plan(() => ({ status: 503, headers: { "retry-after": "20" } }));
  const store = served.store({ random: () => 0, retry: { budgetMs: 50_000 } });
  await expect(store.tags()).rejects.toThrow("after 3 tries");
  await expect(store.resolve("1.0.0")).rejects.toThrow(/503$/u);
});

test("where one is told to wait, all wait, and it is said once", async () => {
  const waits: WaitRecord[] = [];
  let limited = true;
  served.proxy.plan(() => (limited ? { status: 429, headers: { "retry-after": "9" } } : undefined));
  let waiting: (() => void) | undefined;
  const store = served.store({
    onWait: (record) => waits.push(record),
    sleep: () => new Promise((resolve) => (waiting ??= resolve)),
  });
  const first = store.tags();
  await vi.waitFor(() => expect(waiting).toBeDefined());
  const others = [store.tags(), store.tags(), store.exists(blob("x").descriptor)];
  await new Promise((resolve) => setImmediate(resolve));
  expect(served.proxy.requests).toHaveLength(1);
  limited = false;
  waiting?.();
  await Promise.all([first, ...others]);
  expect(waits).toHaveLength(1);
  expect(served.proxy.requests).toHaveLength(5);
});

test("GHCR's secondary limit is a 403 that passes", async () => {
  const body = '{"errors":[{"code":"DENIED","message":"exceeded a secondary rate limit"}]}';
  served.proxy.plan(first(1, every, { status: 403, body }));
  const waits: WaitRecord[] = [];
  expect(await served.store({ onWait: (record) => waits.push(record) }).tags()).toEqual([]);
  expect(waits.map(({ ms }) => ms)).toEqual([60_250]);
  // A HEAD has no body to tell it by.
  served.proxy.plan(first(2, every, { status: 403, body }));
  await expect(served.store().resolve("1.0.0")).rejects.toMatchObject({ code: "NOT_FOUND" });
  served.proxy.plan(() => ({ status: 403, body }));
  await expect(served.store().tags()).rejects.toMatchObject({ code: "RATE_LIMITED" });
});
