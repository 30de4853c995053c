import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { mediaType } from "../../model/media-type.ts";
import { manifestLimit } from "../content.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Task } from "./answer.ts";
import { answerJson } from "./answer.ts";
import { pageOf } from "./page.ts";
import { refuse } from "./refusal.ts";
import type { Repositories } from "./repositories.ts";

/** `GET /v2/_catalog` (Docker Registry HTTP API V2, "Listing Repositories"), with `n` and `last`. */
export async function listRepositories(task: Task, repositories: Repositories): Promise<void> {
  const { items, headers } = pageOf(task, "/v2/_catalog", await repositories.names());
  answerJson(task, headers, { repositories: items });
}

/** `GET /v2/<name>/tags/list` (distribution-spec, "Listing Tags"), with `n` and `last`. */
export async function listTags(task: Task, store: LayoutStore, name: string): Promise<void> {
  if (!(await store.isBegun())) throw refuse(404, "NAME_UNKNOWN", "there is no such repository");
  const { items, headers } = pageOf(task, `/v2/${name}/tags/list`, await store.tags());
  answerJson(task, headers, { name, tags: items });
}

/**
 * `GET /v2/<name>/referrers/<digest>` (distribution-spec, "Listing Referrers"); empty for what is not here. A list that
 * is larger than a manifest may be comes in pages.
 */
export async function listReferrers(
  task: Task,
  store: LayoutStore,
  { name, digest }: { readonly name: string; readonly digest: Digest },
): Promise<void> {
  const type = task.query.get("artifactType") ?? undefined;
  const subject = { mediaType: mediaType.manifest, digest, size: 0 };
  const all = await store.referrers(subject, type);
  const start = all.findIndex((entry) => entry.digest === task.query.get("last")) + 1;
  const manifests = fitting(all.slice(start));
  const filtered = type === undefined ? {} : { "oci-filters-applied": "artifactType" };
  const last = start + manifests.length < all.length ? manifests.at(-1)?.digest : undefined;
  const index = { schemaVersion: 2, mediaType: mediaType.index, manifests };
  const headers = { "content-type": mediaType.index, ...filtered };
  if (last === undefined) return answerJson(task, headers, index);
  const query = new URLSearchParams(type === undefined ? { last } : { artifactType: type, last });
  const next = `</v2/${name}/referrers/${digest}?${query.toString()}>; rel="next"`;
  answerJson(task, { ...headers, link: next }, index);
}

/** As many as fit, at least one. */
function fitting(all: readonly Descriptor[]): readonly Descriptor[] {
  let size = 1024;
  const count = all.findIndex((entry) => {
    size += Buffer.byteLength(JSON.stringify(entry)) + 1;
    return size > manifestLimit;
  });
  return count === -1 ? all : all.slice(0, Math.max(count, 1));
}
