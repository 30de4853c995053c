import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { isIP } from "node:net";

import type { Bytes } from "../../model/ports.ts";
import type { LayoutStore } from "../layout/store.ts";
import { isLoopback } from "../remote/endpoint.ts";
import type { Task } from "./answer.ts";
import { answerHead, answerRefusal } from "./answer.ts";
import { deleteBlob, readBlob } from "./blobs.ts";
import { listReferrers, listRepositories, listTags } from "./lists.ts";
import { deleteManifest, readManifest, writeManifest } from "./manifests.ts";
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
 * An OCI registry (distribution-spec v1.1: pull, push, content discovery and management) over a folder of layouts. It
 * has no login: bind it to loopback. Pages in a browser cannot write to it.
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

async function dispatch(task: Task, route: Route, parts: Parts): Promise<void> {
  const { repositories, uploads } = parts;
  switch (route.kind) {
    case "version":
      return answerHead(checkRead(task), 200, {});
    case "catalog":
      return listRepositories(checkRead(task), repositories);
    case "upload":
      return uploads.go(task, route.name, route.id);
    case "uploads":
      if (task.method === "POST") return uploads.begin(task, route.name);
      throw refuse(405, "UNSUPPORTED", "an upload begins with POST");
    case "manifest":
      return manifest(task, repositories.get(route.name), route);
    case "blob":
      if (task.method === "DELETE")
        return deleteBlob(task, repositories.get(route.name), route.digest);
      return readBlob(checkRead(task), repositories.get(route.name), route.digest);
    case "tags":
      return listTags(checkRead(task), repositories.get(route.name), route.name);
    case "referrers":
      return listReferrers(checkRead(task), repositories.get(route.name), route);
  }
}

function manifest(
  task: Task,
  store: LayoutStore,
  place: { readonly name: string; readonly reference: string },
): Promise<void> {
  if (task.method === "PUT") return writeManifest(task, store, place);
  if (task.method === "DELETE") return deleteManifest(task, store, place);
  return readManifest(checkRead(task), store, place);
}

function isRead(task: Task): boolean {
  return task.method === "GET" || task.method === "HEAD";
}

/** @throws Refusal for a method that changes what only can be read */
function checkRead(task: Task): Task {
  if (isRead(task)) return task;
  throw refuse(405, "UNSUPPORTED", "that can only be read");
}
