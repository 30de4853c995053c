import type { DocumentDirective } from "js-yaml";

const standard: readonly (readonly [string, string])[] = [
  ["!", "!"],
  ["!!", "tag:yaml.org,2002:"],
];

/** The tag handles of a document, the two standard ones included. */
export function tagHandles(directives: readonly DocumentDirective[]): ReadonlyMap<string, string> {
  const handles = new Map(standard);
  for (const directive of directives)
    if (directive.kind === "tag") handles.set(directive.handle, directive.prefix);
  return handles;
}

/** A tag as written, `!!str` or `!<tag:yaml.org,2002:str>`, with its handle replaced. */
export function tagName(written: string, handles: ReadonlyMap<string, string>): string {
  if (written.startsWith("!<")) return written.slice(2, -1);
  const end = written.indexOf("!", 1);
  const handle = end === -1 ? "!" : written.slice(0, end + 1);
  return (handles.get(handle) ?? handle) + written.slice(handle.length);
}
