import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";

import { load } from "js-yaml";
import { extract } from "tar-stream";

import { readChartYaml } from "../../../src/chart/chart-yaml.ts";
import type { PackagePlan } from "../../../src/chart/index.ts";
import { packageChart, planPackage, resolveDependencies } from "../../../src/chart/index.ts";
import { spool } from "../../../src/cli/spool.ts";
import { isBpError } from "../../../src/model/error.ts";
import type { Tree } from "../../../src/model/tree.ts";
import { diskTree } from "../../../src/workspace/index.ts";
import { collect } from "../../archive/support/bytes.ts";
import { alone } from "../support/folder.ts";
import type { GoldenCase } from "./case.ts";

const run = promisify(execFile);
const chartYamlLimit = 1_000_000;

export interface Packed {
  readonly path: string;
  readonly body: Buffer;
  readonly header: string;
}

/** What packaging gave: the entries in their order, or why there are none. */
export type Result = readonly Packed[] | { readonly refused: string };

export function isRefused(result: Result): result is { readonly refused: string } {
  return "refused" in result;
}

export interface Laid {
  readonly root: string;
  readonly remove: () => void;
}

/** Lays the chart down as the folder `c` of a root of its own. */
export function lay({ files, links, unnameable = [] }: GoldenCase): Laid {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "bp-test-golden-")));
  const place = (path: string): string => {
    const full = join(root, "c", path);
    mkdirSync(dirname(full), { recursive: true });
    return full;
  };
  for (const [path, body] of Object.entries(files)) writeFileSync(place(path), body);
  for (const [path, target] of Object.entries(links)) symlinkSync(target, place(path));
  for (const name of unnameable)
    writeFileSync(Buffer.concat([Buffer.from(place("x").slice(0, -1)), name]), "x");
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

export async function ours(root: string): Promise<Result> {
  try {
    const plan = await planned(diskTree(root));
    return "refused" in plan ? plan : await packed(plan);
  } catch (error) {
    if (isBpError(error)) return { refused: error.message };
    throw error;
  }
}

/** The plan for the chart in the folder `c`, or why its dependencies keep us from one. */
export async function planned(tree: Tree): Promise<PackagePlan | { readonly refused: string }> {
  const metadata = readChartYaml(await tree.read("c/Chart.yaml", chartYamlLimit), "c");
  const chart = { folder: "c", metadata };
  const { resolved, faults } = await resolveDependencies(tree, chart, alone);
  if (faults.length > 0) return { refused: faults.map(({ message }) => message).join("; ") };
  return planPackage(tree, chart, { dependencies: resolved, spool });
}

async function packed(plan: PackagePlan): Promise<Result> {
  try {
    const { content } = await packageChart(plan, spool);
    const entries = await entriesOf(await collect(content.open()));
    await content.dispose();
    return entries;
  } finally {
    await plan.dispose();
  }
}

export async function helms(helm: string, root: string): Promise<Result> {
  const out = join(root, "theirs");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  try {
    await run(helm, ["package", join(root, "c"), "-d", out], {
      env: { HOME: root, PATH: process.env["PATH"] },
    });
  } catch (error) {
    if (error instanceof Error && "stderr" in error)
      return { refused: String(error.stderr).trim() };
    throw error;
  }
  const [archive = ""] = readdirSync(out);
  return entriesOf(readFileSync(join(out, archive)));
}

/** Read by another hand than our own reader. */
async function entriesOf(archive: Uint8Array): Promise<readonly Packed[]> {
  const reader = extract();
  reader.end(gunzipSync(archive));
  const found: Packed[] = [];
  for await (const entry of reader) {
    const { name, type, mode, uid, gid, uname, gname } = entry.header;
    const header = [type, mode, uid, gid, uname, gname].join(" ");
    found.push({ path: name, header, body: await buffer(entry) });
  }
  return found;
}

/** What differs between two packages; nothing where they hold the same in the order that is due. */
export function differences(own: readonly Packed[], other: readonly Packed[]): readonly string[] {
  const theirs = new Map(other.map((entry) => [entry.path, entry]));
  const mine = new Map(own.map((entry) => [entry.path, entry]));
  return [
    ...[...theirs.keys()].filter((path) => !mine.has(path)).map((path) => `${path} is missing`),
    ...own.flatMap((entry) => {
      const there = theirs.get(entry.path);
      return there === undefined
        ? [`${entry.path} is too much`]
        : [...entryDifferences(entry, there)];
    }),
    ...orderDifferences(own, other),
  ];
}

function* entryDifferences(own: Packed, other: Packed): Generator<string> {
  if (own.header !== other.header) yield `${own.path}: header ${own.header}, not ${other.header}`;
  if (own.body.equals(other.body)) return;
  const parsed = /(?:^|\/)Chart\.(?:yaml|lock)$/u.test(own.path);
  if (!parsed || !same(own.body, other.body))
    yield `${own.path}: ${show(own.body)}, not ${show(other.body)}`;
}

function same(own: Buffer, other: Buffer): boolean {
  return JSON.stringify(load(own.toString())) === JSON.stringify(load(other.toString()));
}

function show(body: Buffer): string {
  return JSON.stringify(body.toString().slice(0, 300));
}

/** Inside each chart the order is the same; Helm takes the charts that one embeds in any order. */
function orderDifferences(own: readonly Packed[], other: readonly Packed[]): readonly string[] {
  const [mine, theirs] = [byChart(own), byChart(other)];
  return [...mine].flatMap(([chart, paths]) => {
    const there = theirs.get(chart) ?? [];
    return paths.join("\n") === there.join("\n")
      ? []
      : [`order in ${chart}: ${paths.join(" ")}, not ${there.join(" ")}`];
  });
}

function byChart(entries: readonly Packed[]): ReadonlyMap<string, readonly string[]> {
  const charts = new Set(
    entries.filter(({ path }) => path.endsWith("/Chart.yaml")).map(({ path }) => dirname(path)),
  );
  const groups = new Map<string, string[]>();
  for (const { path } of entries) {
    let chart = dirname(path);
    while (!charts.has(chart) && chart !== ".") chart = dirname(chart);
    groups.set(chart, [...(groups.get(chart) ?? []), path]);
  }
  return groups;
}
