/** An XML 1.0 element, indented; an attribute that is undefined is left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly XmlElement[];
  /** Text content, in place of children. */
  readonly text?: string;
}

/** A document with its declaration; whatever the texts hold, it is well-formed. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${draw(root, "")}`;
}

function draw({ name, attributes = {}, children = [], text }: XmlElement, indent: string): string {
  const shown = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${attributeText(String(value))}"`],
  );
  const open = `${indent}<${name}${shown.join("")}`;
  if (text !== undefined) return `${open}>${contentText(text)}</${name}>\n`;
  if (children.length === 0) return `${open}/>\n`;
  const inner = children.map((child) => draw(child, `${indent}  `)).join("");
  return `${open}>\n${inner}${indent}</${name}>\n`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

function contentText(text: string): string {
  return allowed(text).replace(/[&<>\r]/gu, (character) => entities[character] ?? character);
}

function attributeText(text: string): string {
  return allowed(text).replace(/[&<>"\t\n\r]/gu, (character) => entities[character] ?? character);
}

/** XML 1.0 §2.2 has no place for these characters, not even as references: they are written out as `\u{1b}`. */
function allowed(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex
    /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
