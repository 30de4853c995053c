/**
 * `node bench/graph.ts [--check]`: graphs of 100,000 nodes and 500,000 edges, each shape in a process of its own, which
 * runs the code bundled as it is shipped. Times are those of the processor, memory cleaning included, which a quiet
 * machine's clock does not exceed. With --check the exit code is 1 where a limit is broken; times alone never fail a
 * test.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";

import { rolldown } from "rolldown";

import { makeScratch } from "../test/interop/support/scratch.ts";
import { table } from "../test/interop/support/table.ts";
import type { Figures } from "./graph-figures.ts";
import type { Shape } from "./graph-shapes.ts";
import { shapes } from "./graph-shapes.ts";

const limits = { order: 1000, all: 4000, memory: 400 } as const;

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const scratch = makeScratch();
try {
  const program = scratch.path("figures.js");
  await bundle(program);
  compare(program);
} finally {
  await scratch.remove();
}

async function bundle(file: string): Promise<void> {
  const build = await rolldown({
    input: `${import.meta.dirname}/graph-figures.ts`,
    platform: "node",
  });
  await build.write({ file, format: "esm" });
  await build.close();
}

function compare(program: string): void {
  const rows = shapes.map((shape, at) => {
    const text = execFileSync(process.execPath, [program, String(at)], { encoding: "utf8" });
    return { shape, figures: JSON.parse(text) as Figures };
  });
  const head = ["ms", "build", "cycles", "waves", "chain", "reduction", "breaks", "MB", "input MB"];
  const body = rows.map(({ shape, figures }) => rowOf(shape, figures));
  console.log(table([[...head, "cycles, waves, redundant, deferred"], ...body]));
  for (const { shape, figures } of rows) judge(shape.name, figures);
}

function rowOf({ name }: Shape, figures: Figures): string[] {
  const { build, cycles, waves, chain, reduction, breaks, memory, input, found } = figures;
  const numbers = [build, cycles, waves, chain, reduction, breaks, memory, input];
  return [name, ...numbers.map((number) => number.toFixed(0)), found.join(", ")];
}

function judge(name: string, { build, cycles, waves, reduction, memory }: Figures): void {
  const order = build + cycles + waves;
  const all = order + reduction;
  const verdicts = [
    [`build, cycles, waves: ${order.toFixed(0)} ms (limit ${limits.order})`, order < limits.order],
    [`with reduction: ${all.toFixed(0)} ms (limit ${limits.all})`, all < limits.all],
    [`memory: ${memory.toFixed(0)} MB (limit ${limits.memory})`, memory < limits.memory],
  ] as const;
  for (const [text, holds] of verdicts) {
    console.log(`${name}: ${text}${holds ? "" : ", broken"}`);
    if (values.check && !holds) process.exitCode = 1;
  }
}
