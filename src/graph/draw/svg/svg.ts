import type { Graph } from "../../graph.ts";
import type { Marks } from "../marks.ts";
import { drawnBox } from "./boxes.ts";
import { layout } from "./layout.ts";
import { legend } from "./legend.ts";
import { measure } from "./measures.ts";
import type { Column, Picture } from "./picture.ts";
import { styles } from "./style.ts";
import { px, widthOf, xml } from "./text.ts";
import { Ties } from "./ties.ts";
import { drawnLoops, drawnTracks } from "./tracks.ts";

/**
 * The graph as a picture of its own (SVG 1.1 with CSS): waves as columns from what is installed first at the left, lines
 * to what is needed. Light or dark as the reader's screen, told on hover, without a script.
 */
export function drawSvg(graph: Graph, marks: Marks): string {
  const { margin, head, foot } = measure;
  const picture = layout(graph, marks);
  const key = legend(picture);
  const inner = Math.max(picture.width, key.width, captionWidth(marks));
  const width = Math.ceil(inner + 2 * margin);
  const height = Math.ceil(head + picture.height + foot);
  const boxes = [...picture.boxes, ...picture.alone];
  const ties = new Ties(
    boxes.map(({ name }) => name),
    graph,
  );
  const parts = [
    opening(width, height, marks),
    `<style>\n${styles()}\n${ties.styles()}\n</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="t" x="${margin}" y="40">${xml(marks.title)}</text>`,
    `<text class="s" x="${margin}" y="60">${xml(marks.text)}</text>`,
    `<g transform="translate(${margin} ${head})">`,
    ...picture.columns.map((column) => band(column, picture.columnsHeight)),
    aloneHeading(picture),
    ...drawnTracks(picture, ties),
    ...boxes.map((box) => drawnBox(box, ties)),
    ...drawnLoops(picture, ties),
    "</g>",
    `<g transform="translate(${margin} ${height - margin})">${key.drawn}</g>`,
    "</svg>",
  ];
  return `${parts.filter((part) => part !== "").join("\n")}\n`;
}

function opening(width: number, height: number, { title, text }: Marks): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const label = xml([title, text].filter((part) => part !== "").join(": "));
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${label}">`;
}

function captionWidth({ title, text }: Marks): number {
  return Math.max(widthOf(title, 18), widthOf(text, 12));
}

function band({ x, width, heading }: Column, height: number): string {
  const size = `width="${px(width + 16)}" height="${px(height + 40)}"`;
  return (
    `<rect class="band" x="${px(x - 8)}" y="-30" ${size} rx="8"/>` +
    `<text class="h" x="${px(x)}" y="-12">${heading}</text>`
  );
}

function aloneHeading({ alone, aloneTop }: Picture): string {
  if (alone.length === 0) return "";
  const text = `wave 0, on their own · ${alone.length}`;
  return `<text class="h" x="0" y="${px(aloneTop - 12)}">${text}</text>`;
}
