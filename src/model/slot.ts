import { byCodeUnit } from "./order.ts";

/** Orders slots, or files that begin with one: 9 before 16, 16 before 16a, what has no number last. */
export function compareSlots(one: string, other: string): number {
  return numberOf(one) - numberOf(other) || byCodeUnit(one, other);
}

function numberOf(text: string): number {
  const number = Number.parseInt(text, 10);
  return Number.isNaN(number) ? Number.MAX_SAFE_INTEGER : number;
}
