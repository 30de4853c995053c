/** A document of Helm's output. */
export interface OutputDocument {
  /** The path behind `# Source:`, the chart's name first; empty where Helm names none. */
  readonly source: string;
  readonly text: string;
  /** As it was printed, with what names its file. */
  readonly printed: string;
}

const mark = /^# Source: (.+)$/u;

/**
 * Splits what `helm template` prints: each manifest starts with `---` and a comment that names its file; further
 * documents of a file of crds/, which Helm prints whole, follow without one.
 */
export function outputDocuments(output: string): readonly OutputDocument[] {
  const documents: OutputDocument[] = [];
  let source = "";
  for (const printed of output.split(/^(?=---(?:\s|$))/mu)) {
    const [start = "", ...lines] = printed.split("\n");
    const named = start.startsWith("---") ? mark.exec(lines[0] ?? "")?.[1] : undefined;
    if (named !== undefined) source = named.trim();
    const own = start.startsWith("---") ? lines : [start, ...lines];
    const text = (named === undefined ? own : own.slice(1)).join("\n").replace(/\n$/u, "");
    if (text.trim() !== "") documents.push({ source, text, printed });
  }
  return documents;
}
