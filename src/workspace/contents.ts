import { isIgnored, parseIgnore } from "../chart/index.ts";
import type { IgnoreRules } from "../chart/index.ts";
import { packagedFiles } from "../kustomize/index.ts";
import type { Chart, ChartText } from "../model/chart.ts";
import type { KustomizeSource } from "../model/kustomize.ts";
import type { CompositionFile, Unit } from "../model/workspace.ts";
import { chartTexts } from "./chart-texts.ts";
import { filesBelow } from "./files.ts";
import { joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";

/** What Kustomize or Flux applies as it is. */
const manifest = /^manifests\/(?:.*\.ya?ml|(?:.*\/)?Kustomization)$/u;

/** What is published beside the chart, for Crossplane. */
const composition = /^compositions\/.*\.ya?ml$/u;

/** The unit with its list of files, its manifests, its compositions and, of its chart, what rules look into: templates, .helmignore, Chart.lock. */
export async function withContents(reading: Reading, unit: Unit): Promise<Unit> {
  const files = await filesBelow(reading, unit.folder);
  if (files === undefined) return unit;
  const listed = { ...(await withBeside(reading, unit, files)), files };
  const { chart } = listed;
  if (chart === undefined) return listed;
  const below = `${chart.folder.slice(unit.folder.length + 1)}/`;
  const own = files
    .filter((path) => path.startsWith(below))
    .map((path) => path.slice(below.length));
  const contents = await chartContents(reading, chart, own);
  return { ...listed, chart: { ...chart, ...contents } };
}

/**
 * The unit with what it publishes as it is written, where it does: that is judged before it is published, whatever else
 * was read.
 */
export async function withPublished(reading: Reading, unit: Unit): Promise<Unit> {
  if (unit.hasCompositions !== true && unit.kustomize === undefined) return unit;
  const files = await filesBelow(reading, unit.folder);
  return files === undefined ? unit : withBeside(reading, unit, files);
}

async function withBeside(reading: Reading, unit: Unit, files: readonly string[]): Promise<Unit> {
  const { folder } = unit;
  const compositions = await readCompositions(reading, folder, files);
  const texts = files.filter((path) => manifest.test(path));
  const manifests = await readTexts(reading, folder, texts);
  if (unit.kustomize === undefined) return { ...unit, compositions, manifests };
  const kustomize = await kustomizeContents(reading, unit.kustomize);
  return { ...unit, compositions, manifests, kustomize };
}

async function kustomizeContents(
  reading: Reading,
  source: KustomizeSource,
): Promise<KustomizeSource> {
  const { folder } = source;
  if ((await reading.tree.stat(folder))?.kind !== "folder") return { ...source, packaged: [] };
  const packaged = await reading.attempt(folder, () => packagedFiles(reading.tree, folder));
  return packaged === undefined
    ? source
    : { ...source, packaged: packaged.map(({ path }) => path) };
}

type Contents = Pick<Chart, "packaged" | "templates" | "crds" | "subcharts" | "ignore" | "lock">;

async function chartContents(
  reading: Reading,
  { folder }: Chart,
  files: readonly string[],
): Promise<Contents> {
  const ignore = files.includes(".helmignore")
    ? await readText(reading, folder, ".helmignore")
    : undefined;
  const rules = await ignoreRules(reading, folder, ignore?.text ?? "");
  const packaged = rules && packagedOf(files, rules);
  const texts = packaged && (await chartTexts(reading, folder, packaged));
  const lock = files.includes("Chart.lock")
    ? (await reading.yaml(joinPath(folder, "Chart.lock"))).documents[0]
    : undefined;
  return {
    ...(packaged === undefined ? {} : { packaged }),
    ...texts,
    ...(ignore === undefined ? {} : { ignore }),
    ...(lock === undefined ? {} : { lock }),
  };
}

function ignoreRules(
  reading: Reading,
  folder: string,
  text: string,
): Promise<IgnoreRules | undefined> {
  const file = joinPath(folder, ".helmignore");
  return reading.attempt(file, async () => parseIgnore(text, file));
}

function packagedOf(files: readonly string[], rules: IgnoreRules): readonly string[] {
  const known = new Map<string, boolean>([["", false]]);
  const isLeftOut = (folder: string): boolean => {
    const answer =
      known.get(folder) ?? (isLeftOut(parentOf(folder)) || isIgnored(rules, folder, true));
    known.set(folder, answer);
    return answer;
  };
  return files.filter((path) => !isLeftOut(parentOf(path)) && !isIgnored(rules, path, false));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

async function readCompositions(
  reading: Reading,
  folder: string,
  files: readonly string[],
): Promise<readonly CompositionFile[]> {
  const found: CompositionFile[] = [];
  for (const path of files.filter((one) => composition.test(one))) {
    const { text, documents } = await reading.yaml(joinPath(folder, path));
    if (text !== undefined) found.push({ path, text, documents });
  }
  return found;
}

async function readTexts(
  reading: Reading,
  folder: string,
  paths: readonly string[],
): Promise<readonly ChartText[]> {
  const texts: ChartText[] = [];
  for (const path of paths) {
    const read = await readText(reading, folder, path);
    if (read !== undefined) texts.push(read);
  }
  return texts;
}

async function readText(
  reading: Reading,
  folder: string,
  path: string,
): Promise<ChartText | undefined> {
  const text = await reading.text(joinPath(folder, path));
  return text === undefined ? undefined : { path, text };
}
