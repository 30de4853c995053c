import { GzipSize } from "../../archive/index.ts";
import type { Content } from "../../model/ports.ts";
import type { StoredPart, StoredRelease } from "../../model/render.ts";
import { outputDocuments } from "../render/documents.ts";
import { storedChart } from "./coalesce.ts";
import { readPackedChart } from "./packed-chart.ts";
import { storedJson } from "./stored-json.ts";

export interface StoredQuestion {
  /** The chart's archive. */
  readonly content: Content;
  /** All that `helm template` printed. */
  readonly output: string;
  /** Helm's version. */
  readonly helm: string;
  readonly release: string;
  readonly namespace: string;
}

/** In bytes: base64 takes three as four. */
function inBase64(size: number): number {
  return 4 * Math.ceil(size / 3);
}

/**
 * How large the Secret's data is in which Helm keeps the first revision of a release: the base64 of the gzip of its JSON
 * (helm pkg/storage/driver, encodeRelease).
 * @throws BpError as readTarGz
 */
export async function storedRelease(question: StoredQuestion): Promise<StoredRelease> {
  const { content, output, helm, release, namespace } = question;
  const chart = await readPackedChart(content, "chart.tgz");
  const pieces = storedJson({
    content,
    ...storedChart(chart),
    documents: outputDocuments(output),
    release,
    namespace,
    times: !helm.startsWith("3."),
  });
  const whole = new GzipSize();
  const parts = new Map<string, { bytes: number; alone: number }>();
  for await (const { part, text } of pieces) {
    const bytes = Buffer.from(text);
    whole.add(bytes);
    if (part !== "") parts.set(part, { bytes: bytes.length, alone: sizeOf(bytes) });
  }
  const size = inBase64(whole.end());
  return { size, parts: shares(parts, size) };
}

function sizeOf(bytes: Uint8Array): number {
  const alone = new GzipSize();
  alone.add(bytes);
  return alone.end();
}

/** What each part is worth of the whole: as much as it would be by itself, in proportion. Largest first. */
function shares(
  parts: ReadonlyMap<string, { readonly bytes: number; readonly alone: number }>,
  size: number,
): readonly StoredPart[] {
  const all = [...parts.values()].reduce((sum, { alone }) => sum + alone, 0);
  const shared = [...parts].map(([name, { bytes, alone }]): StoredPart => {
    return { name, bytes, stored: Math.round((alone / all) * size) };
  });
  return shared.toSorted((a, b) => b.stored - a.stored);
}
