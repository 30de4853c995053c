import { headLength, triangle } from "./lines.ts";
import type { Picture } from "./picture.ts";
import { px, widthOf, xml } from "./text.ts";

interface Entry {
  /** Classes of the line. */
  readonly look: string;
  readonly text: string;
}

const sample = 34;
const between = 26;

/** What the lines mean: only those that the picture has. */
export function legend({ tracks, loops }: Picture): {
  readonly drawn: string;
  readonly width: number;
} {
  const lines = [...tracks.map(({ line }) => line), ...loops];
  const known = (isKnown: (line: (typeof lines)[number]) => boolean, entry: Entry): Entry[] =>
    lines.some(isKnown) ? [entry] : [];
  const entries = [
    ...known(() => true, { look: "k0", text: "leads to what is needed, which is installed first" }),
    ...known(({ edge, deferred }) => edge.optional && !deferred, {
      look: "k0 o",
      text: "under a condition",
    }),
    ...known(({ edge }) => edge.implied !== undefined, {
      look: "k0 i",
      text: "is used without depending on it",
    }),
    ...known(({ planned }) => planned, { look: "k0 f", text: "still to come" }),
    ...known(({ fault }) => fault === "cycle", { look: "c", text: "part of a cycle" }),
    ...known(({ deferred }) => deferred, { look: "c d", text: "to be deferred" }),
    ...known(({ fault }) => fault === "unsatisfied", {
      look: "u",
      text: "asks for another version",
    }),
    ...known(({ fault }) => fault === "missing", { look: "m", text: "not in the tree" }),
  ];
  let at = 0;
  const drawn = entries.map((entry) => {
    const start = at;
    at += sample + 8 + widthOf(entry.text, 12) + between;
    return drawnEntry(entry, start);
  });
  return { drawn: drawn.join(""), width: Math.max(0, at - between) };
}

function drawnEntry({ look, text }: Entry, x: number): string {
  return [
    `<path class="e ${look}" d="M${px(x + headLength - 1)} 0H${px(x + sample)}"/>`,
    `<path class="a ${look}" d="${triangle(x, x + headLength, 0)}"/>`,
    `<text class="l" x="${px(x + sample + 8)}" y="4">${xml(text)}</text>`,
  ].join("");
}
