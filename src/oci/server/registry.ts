import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

import type { Bytes } from "../../model/ports.ts";
import type { AccessRecord } from "./access-log.ts";
import type { Task } from "./answer.ts";
import { answerRefusal } from "./answer.ts";
import { Authentication } from "./authentication.ts";
import type { Parts } from "./dispatch.ts";
import { dispatch } from "./dispatch.ts";
import { refusalOf, refuse } from "./refusal.ts";
import { Repositories } from "./repositories.ts";
import { parseRoute } from "./route.ts";
import { checkSender, isRead } from "./sender.ts";
import { Uploads } from "./uploads.ts";
import type { Users } from "./users.ts";

export interface ServerOptions {
  /** A folder of OCI layouts, one a repository. */
  readonly root: string;
  /** Refuses every write. */
  readonly readOnly?: boolean;
  /** The most bytes of a blob; 64 GiB by default. */
  readonly blobLimit?: number;
  /** Who may use it; anybody, where it is left out. */
  readonly users?: Users;
  /** It may be reached by any host name; without users, by localhost and addresses alone. */
  readonly anyHost?: boolean;
  /** Called for every answer. */
  readonly onAnswer?: (record: AccessRecord) => void;
  /** Called for what is not the client's fault. */
  readonly onFault?: (error: unknown) => void;
}

/** A registry as a listener for a server of node:http or node:https. */
export interface Registry {
  readonly listener: RequestListener;
  /** Waits for the requests whose connections have ended or will, and gives up the uploads that are open. */
  close(): Promise<void>;
}

/**
 * An OCI registry (distribution-spec v1.1: pull, push, content discovery and management) over a folder of layouts.
 * Pages in a browser cannot write to it; without users, whoever reaches it can.
 */
export function createRegistry(options: ServerOptions): Registry {
  const repositories = new Repositories(options.root);
  const uploads = new Uploads(repositories, options.blobLimit ?? 64 * 1024 ** 3);
  const { users } = options;
  const authentication = users === undefined ? undefined : new Authentication(users);
  const parts = { repositories, uploads, authentication };
  const underWay = new Set<Promise<void>>();
  return {
    listener: (request, response) => {
      const served = serve(request, response, parts, options);
      underWay.add(served);
      void served.finally(() => underWay.delete(served));
    },
    close: async () => {
      await Promise.allSettled(underWay);
      await uploads.close();
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts & { readonly authentication: Authentication | undefined },
  options: ServerOptions,
): Promise<void> {
  const { path, task } = taskOf(request, response);
  const { onAnswer, onFault, users, anyHost = users !== undefined, readOnly } = options;
  let user: string | undefined;
  if (onAnswer !== undefined)
    response.once("close", () => onAnswer(recordOf(request, response, user)));
  try {
    checkSender(task, anyHost);
    user = await parts.authentication?.user(task.header("authorization"));
    if (readOnly === true && !isRead(task))
      throw refuse(403, "DENIED", "this registry is read-only");
    await dispatch(task, parseRoute(path), parts);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.status >= 500 && !request.destroyed) onFault?.(error);
    answerRefusal(task, refusal);
  }
}

function taskOf(
  request: IncomingMessage,
  response: ServerResponse,
): { readonly path: string; readonly task: Task } {
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  response.setHeader("docker-distribution-api-version", "registry/2.0");
  response.setHeader("x-content-type-options", "nosniff");
  const task = {
    method: request.method ?? "GET",
    query: new URLSearchParams(query),
    header: (name: string) => request.headers[name]?.toString(),
    body: request as Bytes,
    response,
  };
  return { path, task };
}

function recordOf(
  request: IncomingMessage,
  response: ServerResponse,
  user: string | undefined,
): AccessRecord {
  const sent = request.method === "HEAD" ? 0 : Number(response.getHeader("content-length") ?? 0);
  return {
    remote: request.socket.remoteAddress ?? "-",
    user,
    method: request.method ?? "-",
    target: request.url ?? "-",
    status: response.statusCode,
    size: response.writableFinished ? sent : undefined,
    userAgent: request.headers["user-agent"],
  };
}
