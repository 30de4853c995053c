import { expect, test } from "vitest";

import { Gate } from "../../../src/oci/remote/gate.ts";

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Sends so many through, each answered well as soon as all that may go have gone; gives how many went at a time. */
async function rounds(gate: Gate, count: number): Promise<readonly number[]> {
  let [active, sent] = [0, 0];
  const waves: number[] = [];
  const all = Array.from({ length: count }, async () => {
    await gate.enter();
    active += 1;
    await soon();
    if (sent === 0) waves.push(active);
    sent += 1;
    if (sent === active) [active, sent] = [0, 0];
    gate.answered();
    gate.leave();
  });
  await Promise.all(all);
  return waves;
}

test("lets so many in at a time, and more while others wait", async () => {
  const gate = new Gate(2, 5);
  await rounds(gate, 40);
  expect(gate.limit).toBe(5);
});

test("does not grow where nobody waits", async () => {
  const gate = new Gate(4, 16);
  for (let index = 0; index < 50; index += 1) {
    await gate.enter();
    gate.answered();
    gate.leave();
  }
  expect(gate.limit).toBe(4);
});

test("halves after a setback, once for all that began before it, and never to nothing", async () => {
  const gate = new Gate(8, 8);
  const turns = await Promise.all(Array.from({ length: 8 }, () => gate.enter()));
  for (const turn of turns) gate.setback(turn);
  expect(gate.limit).toBe(4);
  for (const _ of turns) gate.leave();
  for (let index = 0; index < 5; index += 1) {
    gate.setback(await gate.enter());
    gate.leave();
  }
  expect(gate.limit).toBe(1);
});

test("lets nobody in while the host wants to be left alone", async () => {
  const gate = new Gate(1, 1);
  const open: (() => void)[] = [];
  for (let index = 0; index < 2; index += 1)
    gate.close(new Promise<void>((resolve) => open.push(resolve)));
  let entered = false;
  const enter = gate.enter().then(() => (entered = true));
  open[0]?.();
  await soon();
  expect([entered, gate.closed]).toEqual([false, true]);
  open[1]?.();
  await enter;
  expect([entered, gate.closed]).toEqual([true, false]);
});

test("opens again after a wait that failed", async () => {
  const gate = new Gate(1, 1);
  gate.close(Promise.reject(new Error("interrupted")));
  await gate.enter();
  expect(gate.closed).toBe(false);
});

test("who began first is let in first", async () => {
  const gate = new Gate(1, 1);
  const order: string[] = [];
  await gate.enter();
  const waiting = [2, 1, 0, 1, 2].map(async (rank, index) => {
    await gate.enter(rank);
    order.push(`${rank} ${index}`);
    gate.leave();
  });
  gate.leave();
  await Promise.all(waiting);
  expect(order).toEqual(["0 2", "1 1", "1 3", "2 0", "2 4"]);
});

test("grows with each answer until the first setback, then with each round of them", async () => {
  const gate = new Gate(2, 100);
  await rounds(gate, 12);
  expect(gate.limit).toBeGreaterThan(6);
  gate.setback(await gate.enter());
  gate.leave();
  const { limit } = gate;
  await rounds(gate, limit + 1);
  expect(gate.limit).toBeLessThanOrEqual(limit + 1);
});

test("keeps its turns in order", async () => {
  const gate = new Gate(1, 1);
  const order: number[] = [];
  await gate.enter();
  const waiting = [1, 2, 3].map(async (name) => {
    await gate.enter();
    order.push(name);
    gate.leave();
  });
  gate.leave();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3]);
});
