import type { Context } from "./context.ts";

/** The day that ends suppressions, as 2026-01-31. */
export function today({ ports }: Pick<Context, "ports">): string {
  return ports.now().toISOString().slice(0, 10);
}
