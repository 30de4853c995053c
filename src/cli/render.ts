import type { Outcome } from "./outcome.ts";
import type { Output } from "./output.ts";
import type { PresentOptions } from "./present.ts";

export interface RenderOptions extends PresentOptions {
  readonly color: boolean;
}

/** The outcome in a format. */
export async function render(
  outcome: Outcome,
  format: Output["format"],
  options: RenderOptions,
): Promise<string> {
  if (format === "matrix") return outcome.matrix ?? "";
  const formats = await import("../report/index.ts");
  if (format === "pretty") return formats.pretty(outcome.blocks, formats.styleOf(options.color));
  if (format === "json" || format === "ndjson") return formats[format](outcome.report);
  const { present } = await import("./present.ts");
  return formats[format](await present(outcome, options));
}
