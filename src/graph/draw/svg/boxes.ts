import { measure } from "./measures.ts";
import type { Box } from "./picture.ts";
import { px, xml } from "./text.ts";
import type { Ties } from "./ties.ts";
import { nodeTitle } from "./titles.ts";

/** A node: slot, name and version in a box, at its right side the colour of the lines that lead to it. */
export function drawnBox(box: Box, ties: Ties): string {
  const { box: height, radius, pad } = measure;
  const { name, label, x, y, width } = box;
  return [
    `<g class="n ${[ties.ofNode(name), ...looksOf(box)].join(" ")}">`,
    nodeTitle(box, ties),
    `<rect class="b" x="${px(x)}" y="${px(y - height / 2)}" width="${px(width)}" height="${height}" rx="${radius}"/>`,
    bar(box),
    text("v", label.slot, { x: x + label.indent - 8, y: y + 4, end: true }),
    text("", label.name, { x: x + label.indent, y: y + 4.5, end: false }),
    text("v", label.version, { x: x + width - pad, y: y + 4, end: true }),
    "</g>",
  ].join("");
}

function looksOf({ circular, planned, node }: Box): readonly string[] {
  return [
    ...(circular ? ["c"] : []),
    ...(planned ? ["f"] : []),
    ...(node === undefined ? ["m"] : []),
  ];
}

function text(
  look: string,
  words: string,
  { x, y, end }: { readonly x: number; readonly y: number; readonly end: boolean },
): string {
  if (words === "") return "";
  const attributes = [
    ...(look === "" ? [] : [`class="${look}"`]),
    ...(end ? ['text-anchor="end"'] : []),
    `x="${px(x)}" y="${px(y)}"`,
  ];
  return `<text ${attributes.join(" ")}>${xml(words)}</text>`;
}

function bar({ x, y, width, colour }: Box): string {
  if (colour === undefined) return "";
  const high = measure.box - 12;
  return `<path class="p k${colour}" d="M${px(x + width)} ${px(y - high / 2)}v${high}h-3v-${high}Z"/>`;
}
