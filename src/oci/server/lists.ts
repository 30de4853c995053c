import type { Digest } from "../../model/digest.ts";
import { mediaType } from "../../model/media-type.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Task } from "./answer.ts";
import { answerJson } from "./answer.ts";
import { refuse } from "./refusal.ts";

const pageLimit = 10_000;

/** `GET /v2/<name>/tags/list` (distribution-spec, "Listing Tags"), with `n` and `last`. */
export async function listTags(task: Task, store: LayoutStore, name: string): Promise<void> {
  if (!(await store.isBegun())) throw refuse(404, "NAME_UNKNOWN", "there is no such repository");
  const last = task.query.get("last") ?? "";
  const size = Math.min(Number(task.query.get("n") ?? pageLimit), pageLimit);
  if (!Number.isSafeInteger(size) || size < 0)
    throw refuse(400, "PAGINATION_NUMBER_INVALID", "n is not a number");
  const left = (await store.tags()).filter((tag) => byCodeUnit(tag, last) > 0);
  const tags = left.slice(0, size);
  const end = tags.at(-1);
  const next = `</v2/${name}/tags/list?n=${size}&last=${encodeURIComponent(end ?? "")}>; rel="next"`;
  const link = end !== undefined && tags.length < left.length ? { link: next } : {};
  answerJson(task, link, { name, tags });
}

/** `GET /v2/<name>/referrers/<digest>` (distribution-spec, "Listing Referrers"); empty for what is not here. */
export async function listReferrers(task: Task, store: LayoutStore, digest: Digest): Promise<void> {
  const type = task.query.get("artifactType") ?? undefined;
  const subject = { mediaType: mediaType.manifest, digest, size: 0 };
  const manifests = await store.referrers(subject, type);
  const filtered = type === undefined ? {} : { "oci-filters-applied": "artifactType" };
  const index = { schemaVersion: 2, mediaType: mediaType.index, manifests };
  answerJson(task, { "content-type": mediaType.index, ...filtered }, index);
}
