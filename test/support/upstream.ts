import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";

import { pack } from "tar-stream";

/** A chart as somebody else publishes it. */
export interface Upstream {
  readonly name: string;
  readonly version: string;
  /** The tar.gz. */
  readonly archive: Uint8Array;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

export interface UpstreamOptions {
  readonly name: string;
  readonly version: string;
  /** Further lines of Chart.yaml. */
  readonly more?: string;
  /** Files by path below the chart's folder, besides or in place of the usual ones. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Charts that lie packed in its charts/. */
  readonly charts?: readonly Upstream[];
}

/** A small chart that renders, made by another tar and another gzip than ours. */
export async function upstream(options: UpstreamOptions): Promise<Upstream> {
  const { name, version, charts = [] } = options;
  const packed = charts.map(
    (chart) => [`charts/${chart.name}-${chart.version}.tgz`, chart.archive] as const,
  );
  const files = { ...usualFiles(options), ...options.files, ...Object.fromEntries(packed) };
  const named = Object.entries(files).map(([path, body]) => [`${name}/${path}`, body] as const);
  return madeOf(name, version, await tarGz(Object.fromEntries(named)));
}

export function madeOf(name: string, version: string, archive: Uint8Array): Upstream {
  return { name, version, archive, sha256: createHash("sha256").update(archive).digest("hex") };
}

function usualFiles({ name, version, more = "" }: UpstreamOptions): Record<string, string> {
  return {
    "Chart.yaml": `apiVersion: v2\nname: ${name}\nversion: ${version}\nappVersion: "${version}"\n${more}`,
    "values.yaml": `word: ${name}\nenabled: true\n`,
    "templates/config.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
data:
  word: {{ .Values.word | quote }}
  version: {{ .Chart.Version | quote }}
`,
  };
}

/** An archive of any files, as they are named. */
export async function tarGz(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Uint8Array> {
  const tar = pack();
  for (const [name, body] of Object.entries(files)) {
    tar.entry(
      { name, mode: 0o644, mtime: new Date(0) },
      typeof body === "string" ? body : Buffer.from(body),
    );
  }
  tar.finalize();
  return gzipSync(await buffer(tar));
}
