/** One object that a template writes, as far as it can be told without rendering. */
export interface TemplateDocument {
  /** Offsets in the template, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Literal text, actions blanked. */
  readonly text: string;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  /** Offset and length of the apiVersion's value, of the document's start where it is not literal. */
  readonly at: { readonly start: number; readonly end: number };
}

/** Splits a text, its actions blanked by characters that YAML does not know, into documents. */
export function documentsOf(blanked: string): readonly TemplateDocument[] {
  const marks = [...blanked.matchAll(/^---(?=\s|$)/gmu)].map(({ index }) => index);
  const starts = [0, ...marks];
  return starts.map((start, index) => readDocument(blanked, start, starts[index + 1]));
}

function readDocument(
  blanked: string,
  start: number,
  end: number = blanked.length,
): TemplateDocument {
  const text = blanked.slice(start, end);
  const version = topField(text, "apiVersion");
  const kind = topField(text, "kind");
  const from = start + (version?.index ?? 0);
  return {
    start,
    end,
    text,
    apiVersion: version?.value,
    kind: kind?.value,
    at: { start: from, end: from + (version?.value.length ?? 0) },
  };
}

interface Field {
  readonly value: string;
  readonly index: number;
  readonly indent: number;
}

/** The literal value of a field that stands least indented in the document. */
function topField(text: string, name: string): Field | undefined {
  const pattern = new RegExp(`^([ ]*)${name}:[ ]+(["']?)([\\w./-]+)\\2[ \\t]*(?:#.*)?\\r?$`, "gmu");
  let top: Field | undefined;
  for (const match of text.matchAll(pattern)) {
    const [whole, { length: indent } = "", quote = "", value = ""] = match;
    if (top !== undefined && top.indent <= indent) continue;
    top = {
      value,
      indent,
      index: match.index + whole.indexOf(quote + value, indent) + quote.length,
    };
  }
  return top;
}
