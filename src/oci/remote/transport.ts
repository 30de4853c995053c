import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";

import { BpError } from "../../model/error.ts";
import type { Content } from "../../model/ports.ts";
import { Agents } from "./agents.ts";
import { httpRequest } from "./http.ts";
import { interrupted, networkFault } from "./network-fault.ts";
import type { Effort } from "./patience.ts";
import type { TlsOptions } from "./tls.ts";

export interface Body {
  readonly content: Content;
  /** In bytes, exactly. */
  readonly size: number;
}

/** One HTTP request as it goes out. */
export interface Exchange {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly signal?: AbortSignal;
  /** A redirect to another host is an answer like any other. */
  readonly sameOrigin?: boolean;
  /** What the server did with a try that was cut off must be known before the next one. */
  readonly once?: boolean;
  readonly tls?: TlsOptions | undefined;
  /** Of those that wait for a turn the lower goes first; 0 by default. */
  readonly rank?: number;
  /** The server that the request is made for: it alone sees the client certificate. */
  readonly owner?: URL;
}

/** The head of an answer; the body must be read or thrown away. */
export interface Answer {
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
  /** What a body that had to be looked at begins with. */
  readonly text?: string;
  /** What was tried in vain before, where this answer is the last one. */
  readonly effort?: Effort;
}

interface TransportOptions {
  /** Proxy variables are taken from here; loopback never goes through a proxy. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds without a byte after which a connection counts as dead. */
  readonly idleMs: number;
}

/** HTTP/1.1 over connections that are kept. */
export class Transport {
  readonly #agents: Agents;
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#agents = new Agents(options.environment);
  }

  /** @throws BpError NETWORK, INTERRUPTED; what the content throws */
  exchange(exchange: Exchange): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (exchange.signal?.aborted === true) return reject(interrupted(exchange));
      const request = this.#open(exchange);
      let answer: IncomingMessage | undefined;
      let failed = false;
      const fail = (error: unknown): void => {
        if (failed || answer !== undefined) return;
        failed = true;
        if (exchange.once !== true && isStale(request, error)) resolve(this.exchange(exchange));
        else reject(fault(exchange, error));
      };
      request.on("error", fail);
      request.setTimeout(this.#options.idleMs, () => request.destroy(timedOut()));
      request.once("response", (body) => {
        answer = body;
        const { statusCode: status = 0, headers } = body;
        resolve({ method: exchange.method, url: exchange.url, status, headers, body });
      });
      send(request, exchange.body, () => answer).catch((error: unknown) => {
        fail(error);
        request.destroy();
      });
    });
  }

  /** Gives the connections back. */
  close(): void {
    this.#agents.close();
  }

  #open(exchange: Exchange): ClientRequest {
    const { url, tls, owner } = exchange;
    const secure = url.protocol === "https:";
    const headers: Record<string, string | number> = { ...exchange.headers };
    if (exchange.body !== undefined) headers["content-length"] = exchange.body.size;
    else if (exchange.method === "POST" || exchange.method === "PUT") headers["content-length"] = 0;
    const options = {
      method: exchange.method,
      headers,
      agent: this.#agents.get(url, tls, url.origin === owner?.origin),
      ...(exchange.signal === undefined ? {} : { signal: exchange.signal }),
    };
    return secure ? httpsRequest(url, options) : httpRequest(url, options);
  }
}

/** Sends the body. Where the server answers before it has all of it, the connection is of no more use. */
async function send(
  request: ClientRequest,
  body: Body | undefined,
  answer: () => IncomingMessage | undefined,
): Promise<void> {
  if (body === undefined) {
    request.end();
    return;
  }
  let left = body.size;
  for await (const chunk of body.content.open()) {
    if (isOver(request, answer())) return;
    // A chunk that fits into the buffers may wait there while the next one takes its place.
    const waits = chunk.byteLength < request.writableHighWaterMark;
    if (!request.write(waits ? new Uint8Array(chunk) : chunk)) await writable(request);
    left -= chunk.byteLength;
    // An end before the end may leave the chunk half sent: its place must not be taken then.
    if (left > 0 && isOver(request, answer())) return;
  }
  request.end();
}

function isOver(request: ClientRequest, early: IncomingMessage | undefined): boolean {
  early?.once("close", () => request.destroy());
  return early !== undefined || request.destroyed;
}

function writable(request: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of ["drain", "close", "error", "response"]) request.off(event, done);
      resolve();
    };
    for (const event of ["drain", "close", "error", "response"]) request.once(event, done);
  });
}

/** A kept connection that the server had closed meanwhile: nothing was lost, the next one is tried at once. */
function isStale(request: ClientRequest, error: unknown): boolean {
  if (!request.reusedSocket || !(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ECONNRESET" || error.code === "EPIPE";
}

function fault(exchange: Exchange, error: unknown): unknown {
  if (error instanceof BpError) return error;
  return exchange.signal?.aborted === true ? interrupted(exchange) : networkFault(exchange, error);
}

function timedOut(): Error {
  return Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
}
