import { pid } from "node:process";

import { descriptorOf } from "../../model/descriptor.ts";
import type { Algorithm, Digest } from "../../model/digest.ts";
import { algorithmOf } from "../../model/digest.ts";
import { bytesContent, readAll } from "../content.ts";
import { smallSize } from "../layout/small-file.ts";
import type { Task } from "./answer.ts";
import { answerHead } from "./answer.ts";
import { mountBlob } from "./mount.ts";
import type { OpenUpload } from "./open-uploads.ts";
import { OpenUploads } from "./open-uploads.ts";
import { refuse } from "./refusal.ts";
import type { Repositories } from "./repositories.ts";
import { digestIn } from "./route.ts";
import { UploadSession } from "./upload-session.ts";

/** `/v2/<name>/blobs/uploads/…` (distribution-spec, "Pushing Blobs"): in one piece, in chunks, by mounting. */
export class Uploads {
  readonly #repositories: Repositories;
  readonly #limit: number;
  readonly #open = new OpenUploads(String(pid));

  /** @param limit the most bytes of a blob */
  constructor(repositories: Repositories, limit: number) {
    this.#repositories = repositories;
    this.#limit = limit;
  }

  /** POST: a whole blob, a mount, or a new upload. */
  async begin(task: Task, name: string): Promise<void> {
    const digest = task.query.get("digest");
    if (digest !== null) return this.#whole(task, name, digestIn(digest));
    const mount = task.query.get("mount");
    if (mount !== null && (await this.#mount(task, name, digestIn(mount)))) return;
    const session = this.#session(name);
    session.expect(algorithmIn(task.query.get("digest-algorithm") ?? "sha256"));
    answerProgress(task, 202, await this.#open.add(name, session));
  }

  /** GET, PATCH, PUT and DELETE of an upload. */
  async go(task: Task, name: string, id: string): Promise<void> {
    const upload = this.#open.get(name, id);
    if (task.method === "GET") return answerProgress(task, 204, upload);
    if (task.method === "PATCH") return append(task, upload);
    if (task.method === "PUT") return this.#finish(task, upload);
    if (task.method !== "DELETE") throw refuse(405, "UNSUPPORTED", "not for an upload");
    await this.#open.end(upload);
    answerHead(task, 204, {});
  }

  /** Gives up what is open. */
  close(): Promise<void> {
    return this.#open.close();
  }

  async #whole(task: Task, name: string, digest: Digest): Promise<void> {
    const length = lengthOf(task);
    if (length !== undefined && length <= Math.min(smallSize, this.#limit))
      return this.#small(task, name, digest);
    const session = this.#session(name);
    session.expect(algorithmOf(digest));
    try {
      await session.append(task.body, length);
      await session.finish(digest);
    } finally {
      await session.cancel();
    }
    answerStored(task, name, digest);
  }

  /** What needs no file before it is known to be right. */
  async #small(task: Task, name: string, digest: Digest): Promise<void> {
    const store = this.#repositories.get(name);
    await store.checkFolder();
    const bytes = await readAll(task.body, smallSize);
    const target = descriptorOf("application/octet-stream", bytes, algorithmOf(digest));
    if (target.digest !== digest)
      throw refuse(400, "DIGEST_INVALID", `the content has the digest ${target.digest}`);
    await store.blobs.write(target, bytesContent(bytes).open());
    answerStored(task, name, digest);
  }

  /** False where no repository here has the blob. */
  async #mount(task: Task, name: string, digest: Digest): Promise<boolean> {
    if (!(await mountBlob(this.#repositories, { name, digest, from: task.query.get("from") })))
      return false;
    answerStored(task, name, digest);
    return true;
  }

  /** An upload whose last request was cut or out of order can go on; one with a wrong digest is over. */
  async #finish(task: Task, upload: OpenUpload): Promise<void> {
    const digest = digestIn(task.query.get("digest") ?? "");
    checkOrder(task, upload);
    upload.session.expect(algorithmOf(digest));
    await upload.session.append(task.body, lengthOf(task));
    try {
      await upload.session.finish(digest);
    } finally {
      await this.#open.end(upload);
    }
    answerStored(task, upload.name, digest);
  }

  #session(name: string): UploadSession {
    return new UploadSession(this.#repositories.get(name), this.#limit);
  }
}

/** In bytes, as the request says; undefined where it does not. */
function lengthOf(task: Task): number | undefined {
  const length = Number(task.header("content-length"));
  return Number.isSafeInteger(length) ? length : undefined;
}

async function append(task: Task, upload: OpenUpload): Promise<void> {
  checkOrder(task, upload);
  await upload.session.append(task.body, lengthOf(task));
  answerProgress(task, 202, upload);
}

/** @throws Refusal for a chunk that does not follow the last one, or has no whole range */
function checkOrder(task: Task, upload: OpenUpload): void {
  const header = task.header("content-range");
  if (header === undefined) return;
  const range = /^(?:bytes[ =])?(\d+)-(\d+)(?:\/.*)?$/u.exec(header);
  if (range === null)
    throw refuse(400, "BLOB_UPLOAD_INVALID", "the Content-Range is not START-END");
  if (Number(range[1]) !== upload.session.size)
    throw refuse(
      416,
      "BLOB_UPLOAD_INVALID",
      "the chunk does not follow the last one",
      progress(upload),
    );
}

/** @throws Refusal */
function algorithmIn(text: string): Algorithm {
  if (text === "sha256" || text === "sha512") return text;
  throw refuse(400, "DIGEST_INVALID", "sha256 and sha512 are taken here");
}

function answerStored(task: Task, name: string, digest: Digest): void {
  answerHead(task, 201, {
    location: `/v2/${name}/blobs/${digest}`,
    "docker-content-digest": digest,
  });
}

function answerProgress(task: Task, status: number, upload: OpenUpload): void {
  answerHead(task, status, progress(upload));
}

function progress({ id, name, session }: OpenUpload): Record<"location" | "range", string> {
  return {
    location: `/v2/${name}/blobs/uploads/${id}`,
    range: `0-${Math.max(session.size - 1, 0)}`,
  };
}
