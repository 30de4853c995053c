/** Text as Markdown shows it to the letter: no markup, no HTML, no line end. */
export function inline(text: string): string {
  return escape(text).replace(/\r\n|\r|\n/gu, "<br>");
}

/** Text as a paragraph of its own: line ends stay, and no line starts a heading, a list or a quote. */
export function paragraph(text: string): string {
  return text
    .split(/\r\n|\r|\n/u)
    .map((line) => lineStart(escape(line.trim())))
    .join("<br>\n");
}

/** Text as it stands, in a fence that it cannot close. */
export function fenced(text: string, language: string): string {
  const runs = text.match(/`+/gu) ?? [];
  const longest = Math.max(2, ...runs.map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${readable(text).trimEnd()}\n${fence}`;
}

export function bold(markdown: string): string {
  return markdown === "" ? "" : `**${markdown}**`;
}

/** A link of text that is Markdown already, to an address that is percent-encoded already. */
export function link(markdown: string, address: string | undefined): string {
  if (address === undefined) return markdown;
  return `[${markdown}](${address.replaceAll("(", "%28").replaceAll(")", "%29")})`;
}

function escape(text: string): string {
  return readable(text).replace(/[\\`*_~[\]<>|&#$]/gu, String.raw`\$&`);
}

function lineStart(line: string): string {
  return line.replace(/^(?:([-+=])|(\d{1,9})([.)]))/u, (_, mark, number, dot) =>
    mark === undefined ? `${number}\\${dot}` : `\\${mark}`,
  );
}

/** Control characters would vanish or move the cursor where the page is shown raw. */
function readable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.toWellFormed().replace(/[\0-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}-\u{9f}]/gu, "\u{fffd}");
}
