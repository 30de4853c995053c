import type { LayoutStore } from "../layout/store.ts";
import type { Task } from "./answer.ts";
import { answerHead } from "./answer.ts";
import { deleteBlob, readBlob } from "./blobs.ts";
import { listReferrers, listRepositories, listTags } from "./lists.ts";
import { deleteManifest, readManifest, writeManifest } from "./manifests.ts";
import { refuse } from "./refusal.ts";
import type { Repositories } from "./repositories.ts";
import type { Route } from "./route.ts";
import { isRead } from "./sender.ts";
import type { Uploads } from "./uploads.ts";

export interface Parts {
  readonly repositories: Repositories;
  readonly uploads: Uploads;
}

/** Answers a request by what its path means. @throws Refusal, and what the store throws */
export async function dispatch(task: Task, route: Route, parts: Parts): Promise<void> {
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

/** @throws Refusal for a method that changes what only can be read */
function checkRead(task: Task): Task {
  if (isRead(task)) return task;
  throw refuse(405, "UNSUPPORTED", "that can only be read");
}
