import { packedFiles, readMetadata } from "../chart/index.ts";
import type { Chart, ChartText, Subchart } from "../model/chart.ts";
import { BpError } from "../model/error.ts";
import { byCodeUnit } from "../model/order.ts";
import { decodeText, parseYaml } from "../yaml/index.ts";
import { joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";
import { fileLimit } from "./reading.ts";

/** How much text of one chart is kept, in UTF-16 code units. */
const textLimit = 20 * 1024 * 1024;

const template = /^(?:charts\/[^/._][^/]*\/)*templates\//u;
const crd = /^(?:charts\/[^/._][^/]*\/)*crds\/.*\.ya?ml$/u;
const packed = /^(?:charts\/[^/._][^/]*\/)*charts\/[^/._][^/]*\.tgz$/u;
const ofSubchart = /^(?:charts\/[^/._][^/]*\/)+(?:Chart|values)\.yaml$/u;
/** Inside a packed chart its own files lie on top. */
const inPacked = /^(?:charts\/[^/._][^/]*\/)*(?:Chart\.yaml$|values\.yaml$|templates\/|crds\/)/u;

type Texts = Pick<Chart, "templates" | "crds" | "subcharts">;

/** What rules look into of a chart and of those in its charts/; nothing where it is too much. */
export async function chartTexts(
  reading: Reading,
  folder: string,
  packaged: readonly string[],
): Promise<Texts> {
  const texts = new Map<string, string>();
  let held = 0;
  for await (const { path, text } of allTexts(reading, folder, packaged)) {
    held += text.length;
    if (held > textLimit) return {};
    texts.set(path, text);
  }
  const all = [...texts].map(([path, text]) => ({ path, text }));
  const sorted = all.toSorted((a, b) => byCodeUnit(a.path, b.path));
  return {
    templates: sorted.filter(({ path }) => template.test(path)),
    crds: sorted.filter(({ path }) => crd.test(path)),
    subcharts: sorted.flatMap((one) => subchartOf(one, folder, texts)),
  };
}

async function* allTexts(
  reading: Reading,
  folder: string,
  packaged: readonly string[],
): AsyncGenerator<ChartText> {
  for (const path of packaged) {
    const file = joinPath(folder, path);
    if (packed.test(path)) yield* packedTexts(reading, folder, path);
    else if (template.test(path) || crd.test(path)) yield* one(path, await reading.text(file));
    else if (ofSubchart.test(path)) yield* one(path, await quietText(reading, file));
  }
}

function* one(path: string, text: string | undefined): Iterable<ChartText> {
  if (text !== undefined) yield { path, text };
}

/** A file that another reads too, and tells of. */
async function quietText({ tree }: Reading, file: string): Promise<string | undefined> {
  try {
    return decodeText(await tree.read(file, fileLimit));
  } catch (error) {
    if (error instanceof BpError) return undefined;
    throw error;
  }
}

/** That an archive cannot be read is told where its name is read; then nothing is known of what is in it. */
async function* packedTexts(
  { tree }: Reading,
  folder: string,
  path: string,
): AsyncGenerator<ChartText> {
  const found: ChartText[] = [];
  try {
    const wanted = (below: string): boolean => inPacked.test(below);
    for await (const file of packedFiles(tree, joinPath(folder, path), wanted))
      found.push(...one(`${path}/${file.path}`, decodeText(file.bytes)));
  } catch (error) {
    if (error instanceof BpError) return;
    throw error;
  }
  yield* found;
}

function subchartOf(
  { path, text }: ChartText,
  folder: string,
  texts: ReadonlyMap<string, string>,
): readonly Subchart[] {
  if (!ofSubchart.test(path) || !path.endsWith("/Chart.yaml")) return [];
  const below = path.slice(0, -"/Chart.yaml".length);
  const [document] = parseYaml(text, joinPath(folder, path)).documents;
  if (document === undefined) return [];
  const { name, type, dependencies } = readMetadata(document, joinPath(folder, path)).metadata;
  const values = texts.get(`${below}/values.yaml`);
  return [{ path: below, name, isLibrary: type === "library", dependencies, values }];
}
