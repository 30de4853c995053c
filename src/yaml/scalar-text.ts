import type { ScalarEvent } from "js-yaml";
import { getScalarValue } from "js-yaml";

/**
 * A scalar's text. A block that the end of the file cuts off has no last line break for Kubernetes' reader, while
 * YAML 1.2, and so js-yaml, gives it one.
 */
export function scalarText(source: string, event: ScalarEvent): string {
  const text = getScalarValue(source, event);
  const cut = event.style >= 4 && event.valueEnd === source.length;
  return cut && endsInText(source, event.indent) ? text.replace(/\n$/u, "") : text;
}

/** True where the last line, which has no line break, reaches beyond the block's indentation. */
function endsInText(source: string, indent: number): boolean {
  const start = Math.max(source.lastIndexOf("\n"), source.lastIndexOf("\r")) + 1;
  return indent >= 0 && source.length - start > indent;
}
