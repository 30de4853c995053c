import type { Line } from "./lanes.ts";
import { headOf, loopOf, pathOf } from "./lines.ts";
import type { Picture, Track } from "./picture.ts";
import type { Ties } from "./ties.ts";
import { edgeTitle } from "./titles.ts";

/** All lines, faults last, so that they lie on top. */
export function drawnTracks({ tracks }: Picture, ties: Ties): readonly string[] {
  return tracks
    .toSorted((a, b) => rank(a) - rank(b))
    .map((track) =>
      drawn(track.line, ties, {
        look: lookOf(track.line, track.colour),
        path: pathOf(track),
        head: headOf(track),
      }),
    );
}

/** What needs itself. */
export function drawnLoops({ boxes, loops }: Picture, ties: Ties): readonly string[] {
  return loops.flatMap((line) => {
    const box = boxes.find(({ name }) => name === line.edge.from);
    if (box === undefined) return [];
    return drawn(line, ties, { look: lookOf(line, 0), ...loopOf(box.x + box.width, box.y) });
  });
}

interface Shape {
  readonly look: string;
  readonly path: string;
  readonly head: string;
}

/** A broad line that is not seen lies over the thin one, so that a pointer finds it. */
function drawn(line: Line, ties: Ties, { look, path, head }: Shape): string {
  return [
    `<g class="w ${ties.ofEdge(line.edge)}">`,
    edgeTitle(line),
    `<path class="e ${look}" d="${path}"/>`,
    `<path class="a ${look}" d="${head}"/>`,
    `<path class="g" d="${path}"/>`,
    "</g>",
  ].join("");
}

const letters = { cycle: "c", missing: "m", unsatisfied: "u" } as const;

function lookOf({ edge, fault, deferred, planned }: Line, colour: number): string {
  return [
    fault === undefined ? `k${colour}` : letters[fault],
    ...(edge.optional ? ["o"] : []),
    ...(edge.implied === undefined ? [] : ["i"]),
    ...(deferred ? ["d"] : []),
    ...(planned ? ["f"] : []),
  ].join(" ");
}

function rank({ line }: Track): number {
  if (line.fault === undefined) return 0;
  return line.fault === "cycle" ? 2 : 1;
}
