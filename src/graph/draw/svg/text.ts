import { plain } from "../marks.ts";

/** Widths of letters in thousandths of the type's size, as in Helvetica and its like; others count as wide. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|! ]/u, 260],
  [/[frtI\-()[\]/]/u, 350],
  [/[mwMW@%…]/u, 880],
  [/[A-Z&]/u, 690],
  [/[\w\u00a0-\u024f]/u, 560],
];

/** About how wide a text is, in the unit of its size; a little more, since each machine has its own type. */
export function widthOf(text: string, size: number): number {
  const sum = [...text].reduce(
    (total, letter) => total + (widths.find(([letters]) => letters.test(letter))?.[1] ?? 1000),
    0,
  );
  return (sum * size * 1.06) / 1000;
}

/** The text with its middle left out where it is longer than so many letters. */
export function shortened(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const tail = Math.floor((most - 1) / 3);
  return [...letters.slice(0, most - 1 - tail), "…", ...letters.slice(-tail)].join("");
}

/** The text as XML, on one line. */
export function xml(text: string): string {
  return plain(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A length without needless digits. */
export function px(length: number): string {
  return String(Math.round(length * 10) / 10);
}
