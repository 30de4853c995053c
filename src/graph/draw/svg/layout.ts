import type { Graph, GraphNode } from "../../graph.ts";
import { layersOf } from "../layers.ts";
import type { Marks } from "../marks.ts";
import { columnsOf, heightsOf } from "./columns.ts";
import { greatest } from "./extremes.ts";
import { gridOf } from "./grid.ts";
import { labeller } from "./labels.ts";
import type { Label } from "./labels.ts";
import type { Lanes, Line } from "./lanes.ts";
import { lanesOf } from "./lanes.ts";
import { measure } from "./measures.ts";
import type { Box, Column, Picture, Track } from "./picture.ts";
import { trackColours } from "./style.ts";

/** Lays the graph out. Everything follows from the graph and its marks: the same ones give the same picture. */
export function layout(graph: Graph, marks: Marks): Picture {
  const layers = layersOf(graph, marks.deferred);
  const lines = graph.edges.map((edge): Line => ({
    edge,
    fault: marks.faults.get(edge),
    deferred: marks.deferred.has(edge),
    planned: marks.planned.has(edge.from),
  }));
  const lanes = lanesOf(layers.columnOf, lines);
  const nodes = new Map(graph.nodes.map((node) => [node.name, node]));
  const write = labeller(graph.nodes);
  const label = (name: string): Label => write(name, nodes.get(name));
  const columns = columnsOf(lanes, layers, (name) => label(name).width);
  const placed = { lanes, columns, y: heightsOf(lanes) };
  const boxes = boxesOf(placed, { nodes, label, marks, graph });
  const last = columns.at(-1);
  const columnsHeight = greatest(
    placed.y.map((y, at) => y + (lanes.items[at]?.name === undefined ? 0 : measure.box / 2)),
    0,
  );
  const width = last === undefined ? 0 : last.x + last.width;
  const alone = layers.alone.flatMap((name) => nodes.get(name) ?? []);
  const grid = gridOf(alone, { label, planned: marks.planned }, { width, height: columnsHeight });
  return {
    columns,
    boxes,
    tracks: tracksOf(placed, boxes),
    loops: lines.filter(({ edge }) => edge.from === edge.to),
    columnsHeight,
    ...grid,
    width: Math.max(width, grid.width),
  };
}

interface Placed {
  readonly lanes: Lanes;
  readonly columns: readonly Column[];
  readonly y: readonly number[];
}

interface Named {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly label: (name: string) => Label;
  readonly marks: Marks;
  readonly graph: Graph;
}

/** By column and from the top, coloured in this order, so that neighbours differ. */
function boxesOf({ lanes, columns, y }: Placed, named: Named): readonly Box[] {
  const { nodes, label, marks, graph } = named;
  const needed = new Set(graph.edges.map(({ to }) => to));
  const inOrder = [...lanes.items.entries()]
    .flatMap(([at, { name, column }]) =>
      name === undefined ? [] : { name, column, height: y[at] ?? 0 },
    )
    .toSorted((a, b) => a.column - b.column || a.height - b.height);
  let colours = 0;
  return inOrder.map(({ name, column, height }) => ({
    name,
    node: nodes.get(name),
    label: label(name),
    x: columns[column]?.x ?? 0,
    y: height,
    width: columns[column]?.width ?? 0,
    colour: needed.has(name) ? colours++ % trackColours : undefined,
    circular: marks.circular.has(name),
    planned: marks.planned.has(name),
  }));
}

function tracksOf({ lanes, columns, y }: Placed, boxes: readonly Box[]): readonly Track[] {
  const colourOf = new Map(boxes.map(({ name, colour }) => [name, colour ?? 0]));
  return lanes.ways.map(({ line, items }) => ({
    line,
    points: items.map((item) => {
      const { x = 0, width = 0 } = columns[lanes.items[item]?.column ?? 0] ?? {};
      return { left: x, right: x + width, y: y[item] ?? 0 };
    }),
    against: lanes.items[items[0] ?? 0]?.name === line.edge.from,
    colour: colourOf.get(line.edge.to) ?? 0,
  }));
}
