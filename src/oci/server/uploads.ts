import { pid } from "node:process";

import type { Digest } from "../../model/digest.ts";
import type { Task } from "./answer.ts";
import { answerHead } from "./answer.ts";
import { refuse } from "./refusal.ts";
import type { Repositories } from "./repositories.ts";
import { checkName, digestIn } from "./route.ts";
import { UploadSession } from "./upload-session.ts";

/** How many uploads may be open; the oldest is given up for a new one. */
const sessionLimit = 256;

interface Open {
  readonly name: string;
  readonly session: UploadSession;
}

/** `/v2/<name>/blobs/uploads/…` (distribution-spec, "Pushing Blobs"): in one piece, in chunks, by mounting. */
export class Uploads {
  readonly #repositories: Repositories;
  readonly #limit: number;
  readonly #open = new Map<string, Open>();
  #count = 0;

  constructor(repositories: Repositories, limit: number) {
    this.#repositories = repositories;
    this.#limit = limit;
  }

  /** POST: a whole blob, a mount, or a new upload. */
  async begin(task: Task, name: string): Promise<void> {
    const digest = task.query.get("digest");
    const mount = task.query.get("mount");
    const session = new UploadSession(this.#repositories.get(name), this.#limit);
    if (digest !== null) {
      await this.#finish(task, { name, session }, supported(digest));
    } else if (mount === null || !(await this.#mount(name, mount, task.query.get("from")))) {
      await this.#start(task, { name, session });
    } else answerStored(task, name, digestIn(mount));
  }

  /** GET, PATCH, PUT and DELETE of an upload. */
  async go(task: Task, name: string, id: string): Promise<void> {
    const open = this.#open.get(id);
    if (open === undefined || open.name !== name)
      throw refuse(404, "BLOB_UPLOAD_UNKNOWN", "there is no such upload");
    if (task.method === "PATCH") return this.#append(task, open, id);
    if (task.method === "GET") return answerProgress(task, 204, open, id);
    if (task.method !== "PUT" && task.method !== "DELETE")
      throw refuse(405, "UNSUPPORTED", "not for an upload");
    this.#open.delete(id);
    if (task.method === "PUT") {
      const digest = supported(task.query.get("digest") ?? "");
      return this.#finish(task, open, digest);
    }
    await open.session.cancel();
    answerHead(task, 204, {});
  }

  /** Gives up what is open. */
  async close(): Promise<void> {
    const sessions = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(sessions.map(({ session }) => session.cancel()));
  }

  async #start(task: Task, open: Open): Promise<void> {
    this.#count += 1;
    const id = `${pid}-${this.#count}`;
    this.#open.set(id, open);
    const [oldest] = this.#open;
    if (this.#open.size > sessionLimit && oldest !== undefined) {
      this.#open.delete(oldest[0]);
      await oldest[1].session.cancel();
    }
    answerProgress(task, 202, open, id);
  }

  async #append(task: Task, open: Open, id: string): Promise<void> {
    const range = /^(\d+)-(\d+)$/u.exec(task.header("content-range") ?? "");
    if (range !== null && Number(range[1]) !== open.session.size)
      throw refuse(416, "BLOB_UPLOAD_INVALID", "the chunk does not follow the last one", {
        location: `/v2/${open.name}/blobs/uploads/${id}`,
        range: rangeOf(open),
      });
    await open.session.append(task.body);
    answerProgress(task, 202, open, id);
  }

  async #finish(task: Task, { name, session }: Open, digest: Digest): Promise<void> {
    try {
      await session.append(task.body);
      await session.finish(digest);
    } catch (error) {
      await session.cancel();
      throw error;
    }
    answerStored(task, name, digest);
  }

  /** False where the other repository does not have the blob. */
  async #mount(name: string, text: string, from: string | null): Promise<boolean> {
    if (from === null) return false;
    checkName(from);
    const digest = digestIn(text);
    const source = this.#repositories.get(from);
    const size = await source.blobs.size(digest);
    if (size === undefined) return false;
    const descriptor = { mediaType: "application/octet-stream", digest, size };
    const bytes = await source.fetch(descriptor);
    await this.#repositories.get(name).push(descriptor, { open: () => bytes });
    return true;
  }
}

function supported(text: string): Digest {
  const digest = digestIn(text);
  if (digest.startsWith("sha256:")) return digest;
  throw refuse(400, "UNSUPPORTED", "only sha256 is taken here");
}

function answerStored(task: Task, name: string, digest: Digest): void {
  answerHead(task, 201, {
    location: `/v2/${name}/blobs/${digest}`,
    "docker-content-digest": digest,
  });
}

function answerProgress(task: Task, status: number, open: Open, id: string): void {
  answerHead(task, status, {
    location: `/v2/${open.name}/blobs/uploads/${id}`,
    range: rangeOf(open),
  });
}

function rangeOf({ session }: Open): string {
  return `0-${Math.max(session.size - 1, 0)}`;
}
