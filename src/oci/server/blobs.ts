import type { Digest } from "../../model/digest.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Task } from "./answer.ts";
import { answerFlow, answerHead } from "./answer.ts";
import { rangeOf } from "./range.ts";
import { refuse } from "./refusal.ts";

/**
 * `GET` and `HEAD /v2/<name>/blobs/<digest>` (distribution-spec, "Pulling blobs"), whole or a range of it. The bytes go
 * out as they lie on the disk: it is the reader who checks them.
 */
export async function readBlob(task: Task, store: LayoutStore, digest: Digest): Promise<void> {
  const size = await store.blobs.size(digest);
  if (size === undefined) throw unknown();
  const etag = `"${digest}"`;
  const common = {
    "content-type": "application/octet-stream",
    "docker-content-digest": digest,
    "accept-ranges": "bytes",
    etag,
  };
  if (task.header("if-none-match") === etag) return answerHead(task, 304, common);
  if (task.method === "HEAD") return answerHead(task, 200, { ...common, "content-length": size });
  const asked = (task.header("if-range") ?? etag) === etag ? task.header("range") : undefined;
  const range = rangeOf(asked, size);
  const bytes = await store.blobs.read(digest, range);
  if (bytes === undefined) throw unknown();
  if (range === undefined)
    return answerFlow(task, { status: 200, headers: { ...common, "content-length": size } }, bytes);
  const { start, end } = range;
  const partial = {
    "content-length": end - start,
    "content-range": `bytes ${start}-${end - 1}/${size}`,
  };
  return answerFlow(task, { status: 206, headers: { ...common, ...partial } }, bytes);
}

/** `DELETE /v2/<name>/blobs/<digest>` (distribution-spec, "Deleting Blobs"). */
export async function deleteBlob(task: Task, store: LayoutStore, digest: Digest): Promise<void> {
  if ((await store.blobs.size(digest)) === undefined) throw unknown();
  await store.removeBlob(digest);
  answerHead(task, 202, {});
}

function unknown(): Error {
  return refuse(404, "BLOB_UNKNOWN", "it is not in this repository");
}
