import { readTarGz } from "../../archive/index.ts";
import type { ChartMetadata } from "../../model/chart.ts";
import { goJson, sortKeys } from "../../model/go-json.ts";
import type { Content } from "../../model/ports.ts";
import { collect } from "../bytes.ts";
import { readYaml } from "../chart-yaml.ts";
import { metadataFields } from "../fields.ts";
import type { LockFields } from "../lock.ts";
import { lockFields } from "../lock.ts";
import type { OutputDocument } from "../render/documents.ts";
import { hookOf } from "./hook.ts";
import type { Table } from "./table.ts";

/** A stretch of the release's JSON, and the part of the release that it is of. */
export interface Piece {
  /** A file below the chart's folder; what is none is named in words. */
  readonly part: string;
  readonly text: string;
}

export interface StoredInput {
  /** The chart's archive. */
  readonly content: Content;
  readonly metadata: ChartMetadata;
  readonly values: Table;
  /** Of Helm's whole output, tests too. */
  readonly documents: readonly OutputDocument[];
  readonly release: string;
  readonly namespace: string;
  /** Helm 4 keeps the times of files, and how objects were applied. */
  readonly times: boolean;
}

const time = "2026-01-01T00:00:00.123456789Z";
const zeroTime = "0001-01-01T00:00:00Z";
const fileTime = "1980-01-01T00:00:00Z";
const inCharts = /^charts\/[^/]+\/(?!.*\.prov$)/u;
const special: ReadonlySet<string> = new Set([
  "Chart.yaml",
  "Chart.lock",
  "values.yaml",
  "values.schema.json",
]);

/**
 * The JSON that Helm keeps of a release's first revision (helm pkg/release/v1, pkg/chart/v2): the chart's own files and
 * templates in base64, not those of the charts inside; its values; what was rendered.
 */
export async function* storedJson(input: StoredInput): AsyncGenerator<Piece> {
  const { release, namespace } = input;
  const { lock, schema, notes } = await smallFiles(input.content);
  const info = { first_deployed: time, last_deployed: time, deleted: "" };
  const done = { description: "Install complete", status: "deployed" };
  yield glue(`{"name":${goJson(release)},"info":`);
  yield { part: "NOTES.txt as it is shown", text: goJson({ ...info, ...done, notes }) };
  yield glue(`,"chart":{"metadata":`);
  yield { part: "Chart.yaml", text: goJson(metadataFields(input.metadata)) };
  yield glue(`,"lock":`);
  yield lock === undefined ? glue("null") : { part: "Chart.lock", text: goJson(lock) };
  yield* files(input, "templates", (path) => path.startsWith("templates/"));
  yield glue(`,"values":`);
  yield {
    part: "values of the chart and of those inside it",
    text: goJson(sortKeys(input.values)),
  };
  yield glue(`,"schema":`);
  if (schema === undefined) yield glue("null");
  else yield { part: "values.schema.json", text: goJson(base64(schema)) };
  if (input.times) yield glue(`,"schemamodtime":"${schema === undefined ? zeroTime : fileTime}"`);
  yield* files(input, "files", isOther);
  yield glue(`${input.times ? `,"modtime":"${fileTime}"` : ""}},"manifest":`);
  yield* rendered(input);
  const method = input.times ? `,"apply_method":"ssa"` : "";
  yield glue(`,"version":1,"namespace":${goJson(namespace)}${method}}`);
}

function isOther(path: string): boolean {
  return !special.has(path) && !path.startsWith("templates/") && !inCharts.test(path);
}

async function* files(
  { content, times }: StoredInput,
  name: string,
  isOne: (path: string) => boolean,
): AsyncGenerator<Piece> {
  yield glue(`,"${name}":[`);
  let separator = "";
  for await (const { path, body } of readTarGz(content.open(), { name: "chart.tgz" })) {
    if (!isOne(path)) continue;
    const data = base64(await collect(body, path));
    const file = { name: path, data, ...(times ? { modtime: fileTime } : {}) };
    yield { part: path, text: separator + goJson(file) };
    separator = ",";
  }
  yield glue("]");
}

function* rendered({ documents, times }: StoredInput): Generator<Piece> {
  const hooks = documents.map((one) => [one, hookOf(one)] as const);
  const plain = hooks.flatMap(([one, hook]) => (hook === undefined && !isCrd(one) ? [one] : []));
  const manifest = plain.map(({ source, text }) => `---\n# Source: ${source}\n${text}\n`);
  yield { part: "the rendered manifest", text: goJson(manifest.join("")) };
  const kept = hooks.flatMap(([, hook]) => hook ?? []);
  if (kept.length === 0) return;
  const run = times ? { phase: "" } : { started_at: "", completed_at: "", phase: "" };
  const all = kept.map((hook) => ({ ...hook, last_run: run }));
  yield { part: "the rendered hooks", text: `,"hooks":${goJson(all)}` };
}

function isCrd({ source }: OutputDocument): boolean {
  return /^[^/]+\/(?:charts\/[^/]+\/)*crds\//u.test(source);
}

interface SmallFiles {
  readonly lock: LockFields | undefined;
  readonly schema: Uint8Array | undefined;
  /** The template of the notes, which is about as long as what it becomes. */
  readonly notes: string;
}

async function smallFiles(content: Content): Promise<SmallFiles> {
  const found = new Map<string, Uint8Array>();
  const locks = ["requirements.lock", "Chart.lock"];
  const wanted = new Set([...locks, "values.schema.json", "templates/NOTES.txt"]);
  for await (const { path, body } of readTarGz(content.open(), { name: "chart.tgz" }))
    if (wanted.has(path)) found.set(path, await collect(body, path));
  const lock = locks.find((file) => found.has(file));
  const notes = found.get("templates/NOTES.txt") ?? none;
  return {
    lock:
      lock === undefined ? undefined : lockFields(readYaml(found.get(lock) ?? none, lock), lock),
    schema: found.get("values.schema.json"),
    notes: Buffer.from(notes).toString(),
  };
}

const none = new Uint8Array();

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function glue(text: string): Piece {
  return { part: "", text };
}
