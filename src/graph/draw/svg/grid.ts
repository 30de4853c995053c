import type { GraphNode } from "../../graph.ts";
import { greatest } from "./extremes.ts";
import type { Label } from "./labels.ts";
import { measure } from "./measures.ts";
import type { Box, Picture } from "./picture.ts";

const between = 16;
const leastAcross = 4;

/**
 * What has no edge, below columns of this size: as many boxes side by side as these are wide, and four at least; names
 * go down, then to the right. Width and height are those of the columns and the grid together.
 */
export function gridOf(
  nodes: readonly GraphNode[],
  {
    label,
    planned,
  }: { readonly label: (name: string) => Label; readonly planned: ReadonlySet<string> },
  columns: { readonly width: number; readonly height: number },
): Pick<Picture, "alone" | "aloneTop" | "width" | "height"> {
  const aloneTop = columns.width === 0 ? 0 : columns.height + 56;
  if (nodes.length === 0) return { alone: [], aloneTop, ...columns };
  const cell = greatest(
    nodes.map(({ name }) => label(name).width),
    0,
  );
  const across = Math.max(leastAcross, Math.floor((columns.width + between) / (cell + between)));
  const rows = Math.ceil(nodes.length / across);
  const down = measure.box + measure.betweenBoxes;
  const alone = nodes.map((node, at): Box => ({
    name: node.name,
    node,
    label: label(node.name),
    x: Math.floor(at / rows) * (cell + between),
    y: aloneTop + (at % rows) * down + measure.box / 2,
    width: cell,
    colour: undefined,
    circular: false,
    planned: planned.has(node.name),
  }));
  return {
    alone,
    aloneTop,
    width: Math.ceil(nodes.length / rows) * (cell + between) - between,
    height: aloneTop + rows * down - measure.betweenBoxes,
  };
}
