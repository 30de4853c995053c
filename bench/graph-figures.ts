import { breaks, cycles, graphOf, longestChain, reduction, waves } from "../src/graph/index.ts";
import type { Graph } from "../src/graph/index.ts";
import { adjacencyOf } from "../src/graph/numbering.ts";
import type { Lists } from "./graph-shapes.ts";
import { listsOf, shapes } from "./graph-shapes.ts";

export interface Figures {
  /** Of the processor, in milliseconds; so are the others. */
  readonly build: number;
  readonly cycles: number;
  readonly waves: number;
  readonly chain: number;
  readonly reduction: number;
  readonly breaks: number;
  /** The most memory the process held before `breaks`, and before it had a graph at all; in MB. */
  readonly memory: number;
  readonly input: number;
  /** What was found: cycles, waves, redundant edges, edges to defer. */
  readonly found: readonly number[];
}

console.log(JSON.stringify(figures(Number(process.argv[2]))));

function figures(at: number): Figures {
  const shape = shapes[at];
  if (shape === undefined) throw new Error(`there is no shape ${at}`);
  const lists = listsOf(shape);
  const input = memory();
  const [graph, buildMs] = timed(() => build(lists));
  const [circles, cyclesMs] = timed(() => cycles(graph));
  const [order, wavesMs] = timed(() => waves(graph));
  const [, chain] = timed(() => longestChain(graph));
  const [reduced, reductionMs] = timed(() => reduction(graph));
  const most = memory();
  const [opened, breaksMs] = timed(() =>
    breaks(graph, () => ({ kind: "phases", before: [], after: [] })),
  );
  const deferred = opened.reduce((sum, one) => sum + one.deferred.length, 0);
  return {
    build: buildMs,
    cycles: cyclesMs,
    waves: wavesMs,
    chain,
    reduction: reductionMs,
    breaks: breaksMs,
    memory: most,
    input,
    found: [circles.length, order.waves.length, reduced.redundant.length, deferred],
  };
}

/** From lists in no order to a graph in order, and its numbers. */
function build({ nodes, edges }: Lists): Graph {
  const graph = graphOf(nodes, edges);
  adjacencyOf(graph);
  return graph;
}

/** Processor time, in milliseconds: what else the machine does stretches the clock. */
function timed<T>(run: () => T): readonly [T, number] {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
}

/** The most that the process has held so far. */
function memory(): number {
  return process.resourceUsage().maxRSS / 1000;
}
