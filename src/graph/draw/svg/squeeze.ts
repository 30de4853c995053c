/** What stands at a height: its middle and how far it reaches above and below. */
export interface Extent {
  readonly y: number;
  readonly half: number;
}

/** The same heights with every band in which nothing stands, in any column, made no wider than `most`. */
export function squeezed(extents: readonly Extent[], most: number): readonly number[] {
  const inOrder = [...extents.entries()].toSorted(([, a], [, b]) => a.y - a.half - (b.y - b.half));
  const result = extents.map(({ y }) => y);
  let reached = inOrder[0] === undefined ? 0 : inOrder[0][1].y - inOrder[0][1].half;
  let taken = reached;
  for (const [at, { y, half }] of inOrder) {
    taken += Math.max(0, y - half - reached - most);
    reached = Math.max(reached, y + half);
    result[at] = y - taken;
  }
  return result;
}
