import type { Layers } from "../layers.ts";
import { greatest } from "./extremes.ts";
import { least } from "./extremes.ts";
import { heights } from "./heights.ts";
import type { Lanes } from "./lanes.ts";
import { measure } from "./measures.ts";
import { ordered } from "./ordering.ts";
import type { Column } from "./picture.ts";
import { squeezed } from "./squeeze.ts";
import { widthOf } from "./text.ts";

/** The columns from left to right, each as wide as its widest box, further apart the more lines pass between. */
export function columnsOf(
  { columns, items, links }: Lanes,
  { firstWave }: Layers,
  widthOfBox: (name: string) => number,
): readonly Column[] {
  const { gap, gapStep, gapMost } = measure;
  const crossing = Map.groupBy(links, ({ left }) => items[left]?.column ?? 0);
  let x = 0;
  return columns.map((members, at) => {
    const names = members.flatMap((item) => items[item]?.name ?? []);
    const wave = at + firstWave;
    const heading = `${wave < 0 ? "not in the tree" : `wave ${wave}`} · ${names.length}`;
    const width = greatest(names.map(widthOfBox), widthOf(heading, measure.heading));
    const column = { x, width, heading };
    x += width + Math.min(gapMost, gap + (crossing.get(at)?.length ?? 0) * gapStep);
    return column;
  });
}

/** The height of each item's middle; the uppermost box begins at 0. */
export function heightsOf(lanes: Lanes): readonly number[] {
  const halves = lanes.items.map(({ name }) => (name === undefined ? 0 : measure.box / 2));
  const y = heights(lanes, ordered(lanes), (upper, lower) => {
    const [above, below] = [halves[upper] ?? 0, halves[lower] ?? 0];
    const both = above > 0 && below > 0;
    return above + below + (both ? measure.betweenBoxes : measure.betweenLines);
  });
  const extents = halves.map((half, at) => ({ y: y[at] ?? 0, half }));
  const close = squeezed(extents, measure.widestBand);
  const top = least(close.map((height, at) => height - (halves[at] ?? 0)));
  return close.map((height) => height - top);
}
