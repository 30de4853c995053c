import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent, createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the proxy saw it; the status is that of the answer it gave, 0 where it cut the connection. */
export interface Seen {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly headers: IncomingMessage["headers"];
  status: number;
}

/** What the proxy does instead of passing a request on and its answer back. */
export type Fault =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Ends the connection without an answer. */
  | "cut"
  /** Ends the connection in the middle of the real answer's body. */
  | "cut-body"
  /** Passes on, and ends the connection instead of giving the answer: the registry has acted. */
  | "drop-answer"
  /** Passes on so many bytes of the request's body, then ends both connections. */
  | { readonly cutAfter: number }
  /** Passes on, and changes the answer, perhaps after a while. */
  | { readonly change: (answer: Changed) => Changed | Promise<Changed> };

export interface Changed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** Decides on each request; undefined passes it on. */
export type FaultPlan = (request: Seen, count: number) => Fault | undefined;

export interface Proxy {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: Seen[];
  /** Replaces the plan. */
  plan(next: FaultPlan): void;
  close(): Promise<void>;
}

/**
 * Counts requests to a registry and makes faults on the way. Without a target every request that the plan lets pass is
 * answered with 404.
 */
export async function startProxy(
  target?: string,
  first: FaultPlan = () => undefined,
): Promise<Proxy> {
  const requests: Seen[] = [];
  const agent = new Agent({ keepAlive: true });
  let plan = first;
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const seen = see(request);
    requests.push(seen);
    response.once("close", () => (seen.status = response.headersSent ? response.statusCode : 0));
    const fault = plan(seen, requests.length);
    void answer({ request, response, target, agent }, fault);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    plan: (next) => (plan = next),
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

interface Turn {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: string | undefined;
  readonly agent: Agent;
}

function see(request: IncomingMessage): Seen {
  const { method = "", url: path = "", headers } = request;
  return { method, path, authorization: headers.authorization, headers, status: 0 };
}

async function answer(turn: Turn, fault: Fault | undefined): Promise<void> {
  const { socket } = turn.request;
  if (fault === "cut") return void socket.destroy();
  if (typeof fault === "object" && "status" in fault)
    return give(turn, { headers: {}, body: "", ...fault });
  if (turn.target === undefined) return give(turn, { status: 404, headers: {}, body: "" });
  try {
    await passOn(turn, turn.target, fault);
  } catch {
    socket.destroy();
  }
}

async function passOn(turn: Turn, target: string, fault: Fault | undefined): Promise<void> {
  if (typeof fault === "object" && "cutAfter" in fault)
    return cutRequest(turn, target, fault.cutAfter);
  const real = await pass(turn, target);
  if (fault === "drop-answer") return void turn.request.socket.destroy();
  if (fault === "cut-body") return cutBody(turn, real);
  give(turn, typeof fault === "object" && "change" in fault ? await fault.change(real) : real);
}

/** The registry sees a client that is gone in the middle of its request. */
async function cutRequest({ request, agent }: Turn, target: string, limit: number): Promise<void> {
  const { method = "GET", url = "/", headers, socket } = request;
  const out = send(`http://${target}${url}`, { method, headers, agent });
  out.on("error", () => undefined);
  let passed = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    const part = chunk.subarray(0, limit - passed);
    passed += part.byteLength;
    await new Promise<void>((resolve) => {
      out.write(part, () => resolve());
    });
    if (passed >= limit) break;
  }
  // The registry reads what was written, then the end, and hangs up: only then the client may ask again.
  const over = new Promise<void>((resolve) => {
    out.once("close", () => resolve());
  });
  out.socket?.end();
  await over;
  socket.destroy();
}

function pass({ request, agent }: Turn, target: string): Promise<Changed> {
  const { method, url, headers } = request;
  return new Promise((resolve, reject) => {
    // The Host header stays, so that addresses in answers lead back to the proxy.
    const out = send(`http://${target}${url}`, { method: method ?? "GET", headers, agent });
    out.once("error", reject);
    out.once("response", (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("error", reject);
      answer.once("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    request.pipe(out);
  });
}

function give(
  { request, response }: Turn,
  { status, headers, body }: Omit<Changed, "body"> & { body: Buffer | string },
): void {
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && name !== "connection" && name !== "keep-alive")
      response.setHeader(name, value);
  if (request.method !== "HEAD" && status !== 204)
    response.setHeader("content-length", Buffer.byteLength(body));
  response.removeHeader("transfer-encoding");
  response.writeHead(status).end(request.method === "HEAD" ? undefined : body);
}

function cutBody({ request, response }: Turn, { status, headers, body }: Changed): void {
  for (const name of ["content-type", "content-range"] as const) {
    const value = headers[name];
    if (value !== undefined) response.setHeader(name, value);
  }
  response.writeHead(status, { "content-length": body.byteLength });
  response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => request.socket.destroy());
}
