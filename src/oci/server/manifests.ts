import { descriptorOf } from "../../model/descriptor.ts";
import { isDigest } from "../../model/digest.ts";
import { bytesContent, manifestLimit, readAll } from "../content.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Manifest } from "../manifest.ts";
import { isManifest, parseManifest } from "../manifest.ts";
import { successors } from "../successors.ts";
import type { Task } from "./answer.ts";
import { answerBytes, answerHead } from "./answer.ts";
import { refuse } from "./refusal.ts";

interface Place {
  readonly name: string;
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

/** `PUT /v2/<name>/manifests/<reference>` (distribution-spec, "Pushing Manifests"). */
export async function writeManifest(task: Task, store: LayoutStore, place: Place): Promise<void> {
  const bytes = await readAll(task.body, manifestLimit);
  const type = (task.header("content-type") ?? "").replace(/;.*$/su, "").trim();
  const manifest = checked(bytes, type);
  const descriptor = descriptorOf(type, bytes);
  const { name, reference } = place;
  if (isDigest(reference) && reference !== descriptor.digest)
    throw refuse(400, "DIGEST_INVALID", `the content has the digest ${descriptor.digest}`);
  await checkSuccessors(store, manifest);
  const content = bytesContent(bytes);
  if (isDigest(reference)) await store.push(descriptor, content);
  else await store.pushTagged(descriptor, content, reference);
  const subject = manifest.subject === undefined ? {} : { "oci-subject": manifest.subject.digest };
  answerHead(task, 201, {
    location: `/v2/${name}/manifests/${descriptor.digest}`,
    "docker-content-digest": descriptor.digest,
    ...subject,
  });
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
  const there = await Promise.all(successors(manifest).map((child) => store.exists(child)));
  const lacking = successors(manifest).find((_, index) => there[index] === false);
  if (lacking !== undefined)
    throw refuse(400, "MANIFEST_BLOB_UNKNOWN", `${lacking.digest} is not in this repository`);
}
