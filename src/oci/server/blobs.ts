import type { Digest } from "../../model/digest.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Task } from "./answer.ts";
import { answerFlow, answerHead } from "./answer.ts";
import { refuse } from "./refusal.ts";

/**
 * `GET` and `HEAD /v2/<name>/blobs/<digest>` (distribution-spec, "Pulling blobs"). The bytes go out as they lie on the
 * disk: it is the reader who checks them.
 */
export async function readBlob(task: Task, store: LayoutStore, digest: Digest): Promise<void> {
  const size = await store.blobs.size(digest);
  if (size === undefined) throw refuse(404, "BLOB_UNKNOWN", "it is not in this repository");
  const headers = {
    "content-type": "application/octet-stream",
    "content-length": size,
    "docker-content-digest": digest,
  };
  if (task.method === "HEAD") return answerHead(task, 200, headers);
  const bytes = await store.blobs.read(digest);
  if (bytes === undefined) throw refuse(404, "BLOB_UNKNOWN", "it is not in this repository");
  await answerFlow(task, headers, bytes);
}
