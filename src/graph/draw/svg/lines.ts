import type { Track } from "./picture.ts";
import { px } from "./text.ts";

export const headLength = 7;

/** How far below the others lines against the waves meet a box. */
const lower = 8;

/** The way of a line, in curves that leave and come level, straight where it passes a column. */
export function pathOf(track: Track): string {
  const { against } = track;
  const [first, ...rest] = pointsOf(track);
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  const start = first.right + (against ? 0 : headLength - 1);
  const steps = [`M${px(start)} ${px(first.y)}`];
  let [x, y] = [start, first.y];
  for (const point of rest) {
    const left = point === last && against ? point.left - headLength + 1 : point.left;
    const middle = (x + left) / 2;
    steps.push(`C${px(middle)} ${px(y)} ${px(middle)} ${px(point.y)} ${px(left)} ${px(point.y)}`);
    if (point !== last) steps.push(`H${px(point.right)}`);
    [x, y] = [point.right, point.y];
  }
  return steps.join("");
}

/** The head of a line at the node that is needed. */
export function headOf(track: Track): string {
  const { against } = track;
  const point = pointsOf(track).at(against ? -1 : 0);
  if (point === undefined) return "";
  const [tip, back] = against
    ? [point.left, point.left - headLength]
    : [point.right, point.right + headLength];
  return triangle(tip, back, point.y);
}

function pointsOf({ points, against }: Track): Track["points"] {
  const ends = new Set([points[0], points.at(-1)]);
  return against
    ? points.map((one) => (ends.has(one) ? { ...one, y: one.y + lower } : one))
    : points;
}

/** An arrow's head, from its tip back. */
export function triangle(tip: number, back: number, y: number): string {
  const half = headLength * 0.55;
  return `M${px(tip)} ${px(y)}L${px(back)} ${px(y - half)}V${px(y + half)}Z`;
}

/** A line from a box to itself, beside its right end. */
export function loopOf(right: number, y: number): { readonly path: string; readonly head: string } {
  const [out, back] = [y + lower + 1, y - lower];
  const far = px(right + 26);
  const path = `M${px(right)} ${px(out)}C${far} ${px(out + 4)} ${far} ${px(back - 4)} ${px(right + headLength - 1)} ${px(back)}`;
  return { path, head: triangle(right, right + headLength, back) };
}
