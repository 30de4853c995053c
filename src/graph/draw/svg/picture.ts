import type { GraphNode } from "../../graph.ts";
import type { Label } from "./labels.ts";
import type { Line } from "./lanes.ts";

/** A node with its place: x of its left side, y of its middle. */
export interface Box {
  readonly name: string;
  readonly node: GraphNode | undefined;
  readonly label: Label;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** The number of its colour; undefined where nothing leads to it. */
  readonly colour: number | undefined;
  readonly circular: boolean;
  readonly planned: boolean;
}

/** A line with the points that it passes, from left to right. */
export interface Track {
  readonly line: Line;
  readonly points: readonly Point[];
  /** The end that is needed is at the right. */
  readonly against: boolean;
  readonly colour: number;
}

/** A column's passage: where the line comes in from the left and where it goes out. */
export interface Point {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

export interface Column {
  readonly x: number;
  readonly width: number;
  readonly heading: string;
}

/** A graph laid out, in CSS pixels from the upper left corner of the first column. */
export interface Picture {
  readonly columns: readonly Column[];
  readonly boxes: readonly Box[];
  readonly tracks: readonly Track[];
  /** What needs itself. */
  readonly loops: readonly Line[];
  /** What has no edge, below the columns. */
  readonly alone: readonly Box[];
  readonly aloneTop: number;
  /** Of the columns. */
  readonly columnsHeight: number;
  readonly width: number;
  readonly height: number;
}
