import { refuse } from "./refusal.ts";
import type { UploadSession } from "./upload-session.ts";

/** An upload and the repository that it is for. */
export interface OpenUpload {
  readonly id: string;
  readonly name: string;
  readonly session: UploadSession;
}

/** How many uploads may be open, each with a file. */
const limit = 256;
/** Milliseconds after which one that nobody asks for is given up. */
const idleLimit = 3_600_000;

/**
 * The uploads that have begun and not ended. One that nobody asks for is given up in the end, and earlier where a new
 * one needs its place.
 */
export class OpenUploads {
  readonly #open = new Map<string, OpenUpload>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #prefix: string;
  #count = 0;

  /** @param prefix no other server over the same folder has the same */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** @throws Refusal where all that are open are being written */
  async add(name: string, session: UploadSession): Promise<OpenUpload> {
    if (this.#open.size >= limit) await this.#makeRoom();
    this.#count += 1;
    const upload = { id: `${this.#prefix}-${this.#count}`, name, session };
    this.#use(upload);
    return upload;
  }

  /** @throws Refusal where there is no such upload */
  get(name: string, id: string): OpenUpload {
    const upload = this.#open.get(id);
    if (upload === undefined || upload.name !== name)
      throw refuse(404, "BLOB_UPLOAD_UNKNOWN", "there is no such upload");
    this.#use(upload);
    return upload;
  }

  async end({ id, session }: OpenUpload): Promise<void> {
    this.#open.delete(id);
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    await session.cancel();
  }

  /** Gives up what is open. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((upload) => this.end(upload)));
  }

  #use(upload: OpenUpload): void {
    const { id, session } = upload;
    this.#open.delete(id);
    this.#open.set(id, upload);
    clearTimeout(this.#timers.get(id));
    const giveUp = (): void => {
      if (session.busy) this.#use(upload);
      else void this.end(upload);
    };
    this.#timers.set(id, setTimeout(giveUp, idleLimit).unref());
  }

  async #makeRoom(): Promise<void> {
    const idle = [...this.#open.values()].find(({ session }) => !session.busy);
    if (idle === undefined)
      throw refuse(429, "TOOMANYREQUESTS", "too many uploads are under way", {
        "retry-after": "5",
      });
    await this.end(idle);
  }
}
