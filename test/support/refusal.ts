import { expect } from "vitest";

import type { Outcome } from "./program.ts";
import { said } from "./program.ts";

export interface Refusal {
  readonly code: number;
  /** What the message must hold: the place, what is wrong, what to do. */
  readonly says: readonly (string | RegExp)[];
}

/** A screen of today, on which a verification that fails has room: lines, and characters in each. */
const [lines, columns] = [30, 160];

/** Holds that a run ended with a message for a person: one screen, with place and remedy, and no stack. */
export function expectRefusal(outcome: Outcome, { code, says }: Refusal): void {
  const text = said(outcome);
  expect(outcome.code, text).toBe(code);
  for (const part of says) expect(text).toMatch(part);
  expect(text).not.toMatch(/\n\s+at .*[:(]\d+/u);
  expect(text).not.toContain("bug in bp");
  expect(text.trimEnd().split("\n").length, text).toBeLessThanOrEqual(lines);
  expect(text.length, text).toBeLessThanOrEqual(lines * columns);
}
