import type { Descriptor } from "../../model/descriptor.ts";
import { descriptorOf } from "../../model/descriptor.ts";
import { algorithmOf, isDigest } from "../../model/digest.ts";
import { isTag } from "../../model/reference.ts";
import { bytesContent, manifestLimit, readAll } from "../content.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Manifest } from "../manifest.ts";
import { isManifest, parseManifest } from "../manifest.ts";
import { isForeign, successors } from "../successors.ts";
import type { Task } from "./answer.ts";
import { answerBytes, answerHead } from "./answer.ts";
import { refuse } from "./refusal.ts";

interface Place {
  readonly name: string;
  /** A tag or a digest. */
  readonly reference: string;
}

/** `GET` and `HEAD /v2/<name>/manifests/<reference>` (distribution-spec, "Pulling manifests"). */
export async function readManifest(task: Task, store: LayoutStore, place: Place): Promise<void> {
  const { mediaType, digest, size } = await store.resolve(place.reference);
  const headers = { "content-type": mediaType, "docker-content-digest": digest };
  if (task.method === "HEAD") return answerHead(task, 200, { ...headers, "content-length": size });
  const bytes = await store.blobs.read(digest);
  if (bytes === undefined) throw refuse(404, "MANIFEST_UNKNOWN", "its content is not here");
  answerBytes(task, 200, headers, await readAll(bytes, manifestLimit));
}

/** `PUT /v2/<name>/manifests/<reference>` (distribution-spec, "Pushing Manifests"), by digest with `tag=` any number of times. */
export async function writeManifest(task: Task, store: LayoutStore, place: Place): Promise<void> {
  const { name, reference } = place;
  const tags = isDigest(reference) ? tagsIn(task) : [reference];
  const bytes = await readAll(task.body, manifestLimit);
  const type = (task.header("content-type") ?? "").replace(/;.*$/su, "").trim();
  const manifest = checked(bytes, type);
  const algorithm = isDigest(reference) ? algorithmOf(reference) : "sha256";
  const descriptor = descriptorOf(type, bytes, algorithm);
  if (isDigest(reference) && reference !== descriptor.digest)
    throw refuse(400, "DIGEST_INVALID", `the content has the digest ${descriptor.digest}`);
  await checkSuccessors(store, manifest);
  await keep(store, descriptor, bytes, tags);
  const subject = manifest.subject === undefined ? {} : { "oci-subject": manifest.subject.digest };
  const said = isDigest(reference) && tags.length > 0 ? { "oci-tag": [...tags] } : {};
  answerHead(task, 201, {
    location: `/v2/${name}/manifests/${descriptor.digest}`,
    "docker-content-digest": descriptor.digest,
    ...subject,
    ...said,
  });
}

/** `DELETE /v2/<name>/manifests/<reference>` (distribution-spec, "Deleting Tags", "Deleting Manifests"). */
export async function deleteManifest(task: Task, store: LayoutStore, place: Place): Promise<void> {
  await store.remove(place.reference);
  answerHead(task, 202, {});
}

async function keep(
  store: LayoutStore,
  descriptor: Descriptor,
  bytes: Uint8Array,
  tags: readonly string[],
): Promise<void> {
  if (tags.length === 0) await store.push(descriptor, bytesContent(bytes));
  for (const tag of tags) await store.pushTagged(descriptor, bytesContent(bytes), tag);
}

/** @throws Refusal */
function tagsIn(task: Task): readonly string[] {
  const tags = task.query.getAll("tag");
  const wrong = tags.find((tag) => !isTag(tag));
  if (wrong === undefined) return tags;
  throw refuse(400, "TAG_INVALID", `${JSON.stringify(wrong.slice(0, 200))} is not a tag`);
}

function checked(bytes: Uint8Array, type: string): Manifest {
  if (!isManifest(type))
    throw refuse(400, "MANIFEST_INVALID", "the Content-Type is that of no manifest");
  try {
    const manifest = parseManifest(bytes, "the manifest");
    if ((manifest.mediaType ?? type) === type) return manifest;
  } catch {
    throw refuse(400, "MANIFEST_INVALID", "the content is not JSON");
  }
  throw refuse(400, "MANIFEST_INVALID", "the Content-Type is not the manifest's mediaType");
}

/** A manifest whose content is not here would be a promise that a pull cannot keep. */
async function checkSuccessors(store: LayoutStore, manifest: Manifest): Promise<void> {
  const needed = successors(manifest).filter((child) => !isForeign(child));
  const there = await Promise.all(needed.map((child) => store.exists(child)));
  const lacking = needed.find((_, index) => there[index] === false);
  if (lacking !== undefined)
    throw refuse(400, "MANIFEST_BLOB_UNKNOWN", `${lacking.digest} is not in this repository`);
}
