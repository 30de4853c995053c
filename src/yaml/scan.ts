/** The first offset from `at` that is neither white space nor part of a comment nor one of the `also` characters. */
export function skipSpace(text: string, at: number, also = ""): number {
  let position = at;
  for (;;) {
    const character = text[position];
    if (character === undefined) return position;
    if (character === "#" && startsComment(text, position)) position = lineEnd(text, position);
    else if (isSpace(character) || also.includes(character)) position += 1;
    else return position;
  }
}

/** The offset of the `---` after `at`, past an end marker and directives. */
export function documentMarker(text: string, at: number): number {
  let position = skipSpace(text, at, ".");
  while (text[position] === "%") position = skipSpace(text, lineEnd(text, position));
  return position;
}

/** The offset of the `|` or `>` that opens the block scalar whose header lies after `at`. */
export function blockHeader(text: string, at: number, limit: number): number {
  return Math.min(skipSpace(text, at, ":-?"), limit);
}

/** The end of a block scalar's last line that holds something, so that an edit leaves the line break alone. */
export function blockEnd(text: string, header: number, end: number): number {
  const indicator = /^[|>][-+0-9]*/u.exec(text.slice(header, header + 4))?.[0].length ?? 1;
  let position = end;
  while (position > header + indicator && isSpace(text[position - 1] ?? "")) position -= 1;
  return position;
}

function startsComment(text: string, position: number): boolean {
  return position === 0 || isSpace(text[position - 1] ?? "");
}

function lineEnd(text: string, at: number): number {
  let position = at;
  while (position < text.length && text[position] !== "\n" && text[position] !== "\r")
    position += 1;
  return position;
}

function isSpace(character: string): boolean {
  return (
    character === " " ||
    character === "\t" ||
    character === "\n" ||
    character === "\r" ||
    character === "\uFEFF"
  );
}
