import { byCodeUnit } from "../../model/order.ts";
import type { Task } from "./answer.ts";
import { refuse } from "./refusal.ts";

/** The most entries of a page. */
const limit = 10_000;

export interface Page {
  readonly items: readonly string[];
  /** Leads to the next page; empty after the last. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What `n` and `last` ask for of a sorted list (distribution-spec, "Listing Tags").
 * @throws Refusal where n is no number
 */
export function pageOf(task: Task, path: string, all: readonly string[]): Page {
  const asked = task.query.get("n");
  if (asked !== null && !/^\d{1,9}$/u.test(asked))
    throw refuse(400, "PAGINATION_NUMBER_INVALID", "n is not a number");
  const size = Math.min(Number(asked ?? limit), limit);
  const last = task.query.get("last") ?? "";
  const left = all.filter((item) => byCodeUnit(item, last) > 0);
  const items = left.slice(0, size);
  const end = items.at(-1);
  if (end === undefined || items.length === left.length) return { items, headers: {} };
  const next = `${path}?n=${size}&last=${encodeURIComponent(end)}`;
  return { items, headers: { link: `<${next}>; rel="next"` } };
}
