import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent, createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that the registry has answered. */
export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface ProxyHooks {
  /** Request `count`, from 1, was answered by the registry; the answer is not passed on yet. */
  readonly answered?: (count: number, answered: Answered) => void;
  /** The answer of request `count` has been passed on. */
  readonly passed?: (count: number) => void;
}

export interface CountingProxy {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** Every request that the registry has answered, in the order of the answers. */
  readonly answers: readonly Answered[];
  /** Resolves once the registry works on nothing that came through here. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Passes every request on to a registry, and tells about each answer before and after the client gets it. */
export async function countingProxy(
  target: string,
  hooks: ProxyHooks = {},
): Promise<CountingProxy> {
  const answers: Answered[] = [];
  const agent = new Agent({ keepAlive: true });
  const open = new Set<Promise<void>>();
  const turn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await pass(request, { target, agent }).catch(() => undefined);
    if (answer === undefined) return void request.socket.destroy();
    const { method = "", url: path = "" } = request;
    const answered = { method, path, status: answer.status };
    const count = answers.push(answered);
    hooks.answered?.(count, answered);
    give(response, answer, () => hooks.passed?.(count));
  };
  const server = createServer((request, response) => {
    const served = turn(request, response).finally(() => open.delete(served));
    open.add(served);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    idle: async () => {
      while (open.size > 0) await Promise.allSettled(open);
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** A request that a killed client leaves half sent goes no further. */
function pass(
  request: IncomingMessage,
  { target, agent }: { readonly target: string; readonly agent: Agent },
): Promise<Answer> {
  const { method = "GET", url = "/", headers } = request;
  return new Promise((resolve, reject) => {
    // The Host header stays, so that addresses in answers lead back here.
    const out = send(`http://${target}${url}`, { method, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("error", reject);
      answer.once("end", () => {
        const { statusCode: status = 0 } = answer;
        resolve({ status, headers: answer.headers, body: Buffer.concat(chunks) });
      });
    });
    out.once("error", reject);
    request.once("error", (error) => out.destroy(error));
    request.pipe(out);
  });
}

function give(response: ServerResponse, answer: Answer, done: () => void): void {
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && !["connection", "keep-alive", "transfer-encoding"].includes(name))
      response.setHeader(name, value);
  }
  response.writeHead(answer.status).end(answer.body, done);
}
