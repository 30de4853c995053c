/** A document of Helm's output. */
export interface OutputDocument {
  /** The path behind `# Source:`, the chart's name first; empty where Helm names none. */
  readonly source: string;
  readonly text: string;
}

const mark = /^# Source: (.+)$/u;

/**
 * Splits what `helm template` prints: each manifest starts with `---` and a comment that names its file; further
 * documents of a file of crds/, which Helm prints whole, follow without one.
 */
export function outputDocuments(output: string): readonly OutputDocument[] {
  const documents: OutputDocument[] = [];
  let source = "";
  let lines: string[] = [];
  const end = (): void => {
    const text = lines.join("\n");
    if (text.trim() !== "") documents.push({ source, text });
    lines = [];
  };
  let afterMark = false;
  for (const line of output.split("\n")) {
    const named = afterMark ? mark.exec(line)?.[1] : undefined;
    if (named !== undefined) source = named.trim();
    afterMark = /^---(?:\s|$)/u.test(line);
    if (afterMark) end();
    else if (named === undefined) lines.push(line);
  }
  end();
  return documents;
}
