import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { ServerOptions } from "node:https";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import type { Upstream } from "./upstream.ts";

export interface RepositoryOptions {
  /** Asked for with each request where it is given. */
  readonly login?: { readonly username: string; readonly password: string };
  /** False: the index names no digests. */
  readonly digests?: boolean;
  /** The whole index, in place of the one made of the charts. */
  readonly index?: string;
  /** Where archives are said to be; relative addresses by default. */
  readonly base?: string;
  /** https; with `clients`, only for those who show that certificate. In PEM. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clients?: string };
  /** Answers in place of the server; undefined lets it answer. */
  readonly fault?: (request: Asked, count: number) => Answered | undefined;
}

/** A request that came. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly headers: IncomingMessage["headers"];
  /** What it was answered with; 0 where the connection was cut. */
  status: number;
}

export type Answered =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  /** Half the real answer, and the connection is cut. */
  | "cut-body"
  /** No answer, and the connection stays. */
  | "silence";

export interface ChartRepository {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly asked: Asked[];
  /** Puts other charts into the index, and under the addresses. */
  serve(charts: readonly Upstream[], options?: RepositoryOptions): void;
  close(): Promise<void>;
}

/** A chart repository on loopback, as `helm repo index` and any web server make one. */
export async function startChartRepository(
  charts: readonly Upstream[],
  options: RepositoryOptions = {},
): Promise<ChartRepository> {
  const asked: Asked[] = [];
  let served = new Served(charts, options);
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const one = see(request);
    asked.push(one);
    response.once(
      "close",
      () => (one.status = response.writableFinished ? response.statusCode : 0),
    );
    served.answer(one, asked.length, response);
  };
  const { tls } = options;
  const server = tls === undefined ? createServer(answer) : createTlsServer(tlsOf(tls), answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    serve: (next, more = options) => (served = new Served(next, more)),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function tlsOf({
  certificate,
  key,
  clients,
}: NonNullable<RepositoryOptions["tls"]>): ServerOptions {
  const mutual = clients === undefined ? {} : { ca: clients, requestCert: true };
  return { cert: certificate, key, ...mutual };
}

function see({ url = "", headers }: IncomingMessage): Asked {
  return { path: url, authorization: headers.authorization, headers, status: 0 };
}

class Served {
  readonly #options: RepositoryOptions;
  readonly #files = new Map<string, Uint8Array>();

  constructor(charts: readonly Upstream[], options: RepositoryOptions) {
    this.#options = options;
    this.#files.set("/index.yaml", Buffer.from(options.index ?? indexOf(charts, options)));
    for (const chart of charts) this.#files.set(`/${fileOf(chart)}`, chart.archive);
  }

  answer(asked: Asked, count: number, response: ServerResponse): void {
    const fault = this.#options.fault?.(asked, count);
    if (fault === "silence") return;
    if (fault !== undefined && fault !== "cut-body") return give(response, fault);
    const answer = this.#answer(asked);
    if (fault === "cut-body") return cut(response, Buffer.from(answer.body ?? ""));
    give(response, answer);
  }

  #answer({ path, authorization, headers }: Asked): Exclude<Answered, string> {
    if (!this.#mayRead(authorization))
      return { status: 401, headers: { "www-authenticate": 'Basic realm="charts"' } };
    const body = this.#files.get(new URL(path, "http://x").pathname);
    if (body === undefined) return { status: 404 };
    const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
    if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
    if (!String(headers["accept-encoding"]).includes("gzip"))
      return { status: 200, headers: { etag }, body };
    return { status: 200, headers: { etag, "content-encoding": "gzip" }, body: gzipSync(body) };
  }

  #mayRead(authorization: string | undefined): boolean {
    const { login } = this.#options;
    if (login === undefined) return true;
    const pair = Buffer.from(`${login.username}:${login.password}`).toString("base64");
    return authorization === `Basic ${pair}`;
  }
}

function give(
  response: ServerResponse,
  { status, headers = {}, body = "" }: Exclude<Answered, string>,
): void {
  const length = status === 304 ? {} : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

function cut(response: ServerResponse, body: Uint8Array): void {
  response.writeHead(200, { "content-length": body.byteLength });
  response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () =>
    response.socket?.destroy(),
  );
}

function fileOf({ name, version }: Upstream): string {
  return `${name}-${version}.tgz`;
}

/** As helm writes it: charts sorted, a list level with its key. */
export function indexOf(charts: readonly Upstream[], options: RepositoryOptions = {}): string {
  const names = [...new Set(charts.map(({ name }) => name))].sort();
  const lines = names.flatMap((name) => [
    `  ${name}:`,
    ...charts.filter((chart) => chart.name === name).flatMap((chart) => entryOf(chart, options)),
  ]);
  const entries = lines.length === 0 ? ["entries: {}"] : ["entries:", ...lines];
  return ["apiVersion: v1", ...entries, 'generated: "2024-01-02T03:04:05.678Z"', ""].join("\n");
}

function entryOf(chart: Upstream, { base, digests = true }: RepositoryOptions): string[] {
  const { name, version, sha256 } = chart;
  return [
    "  - apiVersion: v2",
    `    appVersion: ${JSON.stringify(version)}`,
    '    created: "2024-01-02T03:04:05.678Z"',
    "    description: A chart for a test",
    ...(digests ? [`    digest: ${sha256}`] : []),
    `    name: ${name}`,
    "    urls:",
    `    - ${base === undefined ? "" : `${base}/`}${fileOf(chart)}`,
    `    version: ${version}`,
  ];
}
