import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { isIP } from "node:net";

import type { Bytes } from "../../model/ports.ts";
import { isLoopback } from "../remote/endpoint.ts";
import type { Task } from "./answer.ts";
import { answerHead, answerRefusal } from "./answer.ts";
import { readBlob } from "./blobs.ts";
import { listReferrers, listTags } from "./lists.ts";
import { readManifest, writeManifest } from "./manifests.ts";
import { refusalOf, refuse } from "./refusal.ts";
import { Repositories } from "./repositories.ts";
import type { Route } from "./route.ts";
import { parseRoute } from "./route.ts";
import { Uploads } from "./uploads.ts";

export interface ServerOptions {
  /** A folder of OCI layouts, one a repository. */
  readonly root: string;
  /** Refuses every write. */
  readonly readOnly?: boolean;
  /** The most bytes of a blob; 2 GiB by default. */
  readonly blobLimit?: number;
  /** Called for every answer. */
  readonly onAnswer?: (record: { method: string; path: string; status: number }) => void;
  /** Called for what is not the client's fault. */
  readonly onFault?: (error: unknown) => void;
}

/** A registry as a listener for a server of node:http. */
export interface Registry {
  readonly listener: RequestListener;
  /** Gives up the uploads that are open. */
  close(): Promise<void>;
}

/**
 * An OCI registry (distribution-spec v1.1: pull, push, listing tags, referrers; without deletion) over a folder of
 * layouts. It has no login: bind it to loopback. Pages in a browser cannot write to it.
 */
export function createRegistry(options: ServerOptions): Registry {
  const repositories = new Repositories(options.root);
  const uploads = new Uploads(repositories, options.blobLimit ?? 2 * 1024 ** 3);
  const parts = { repositories, uploads, readOnly: options.readOnly ?? false };
  return {
    listener: (request, response) => void serve(request, response, parts, options),
    close: () => uploads.close(),
  };
}

interface Parts {
  readonly repositories: Repositories;
  readonly uploads: Uploads;
  readonly readOnly: boolean;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
  options: ServerOptions,
): Promise<void> {
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  const task: Task = {
    method: request.method ?? "GET",
    query: new URLSearchParams(query),
    header: (name) => request.headers[name]?.toString(),
    body: request as Bytes,
    response,
  };
  response.setHeader("docker-distribution-api-version", "registry/2.0");
  response.setHeader("x-content-type-options", "nosniff");
  response.once("close", () =>
    options.onAnswer?.({ method: task.method, path, status: response.statusCode }),
  );
  try {
    checkSender(task, parts.readOnly);
    await dispatch(task, parseRoute(path), parts);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.status >= 500 && !request.destroyed) options.onFault?.(error);
    answerRefusal(task, refusal);
  }
}

/** A page that a browser shows must not reach this registry, neither by name tricks nor by a form. */
function checkSender(task: Task, readOnly: boolean): void {
  const host = task.header("host") ?? "";
  const name = URL.parse(`http://${host}`)?.hostname ?? "";
  const address = name.startsWith("[") ? name.slice(1, -1) : name;
  if (!isLoopback(name) && isIP(address) === 0)
    throw refuse(403, "DENIED", "this registry is reached by localhost or by an address");
  if (isRead(task)) return;
  if (task.header("origin") !== undefined)
    throw refuse(403, "DENIED", "this registry takes nothing from a page in a browser");
  if (readOnly) throw refuse(403, "DENIED", "this registry is read-only");
}

function isRead(task: Task): boolean {
  return task.method === "GET" || task.method === "HEAD";
}

async function dispatch(task: Task, route: Route, parts: Parts): Promise<void> {
  if (route.kind === "version") return answerHead(task, 200, {});
  if (route.kind === "upload") return parts.uploads.go(task, route.name, route.id);
  if (route.kind === "uploads") {
    if (task.method === "POST") return parts.uploads.begin(task, route.name);
    throw refuse(405, "UNSUPPORTED", "an upload begins with POST");
  }
  const store = parts.repositories.get(route.name);
  if (route.kind === "manifest" && task.method === "PUT") return writeManifest(task, store, route);
  if (!isRead(task)) throw refuse(405, "UNSUPPORTED", "this registry does not do that");
  if (route.kind === "manifest") return readManifest(task, store, route);
  if (route.kind === "blob") return readBlob(task, store, route.digest);
  if (route.kind === "tags") return listTags(task, store, route.name);
  return listReferrers(task, store, route.digest);
}
