import type { Descriptor } from "../../model/descriptor.ts";
import type { Content } from "../../model/ports.ts";
import type { Trial } from "./patience.ts";
import { Piecewise } from "./piecewise.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";
import { abandon, beginUpload, closing, received, sessionOf } from "./session.ts";
import { setbackOf } from "./setback.ts";
import type { Answer } from "./transport.ts";

/** A blob up to here is offered with the first request to a registry of which we do not know whether it takes that. */
const offerLimit = 64 * 1024;
/** In bytes, of one chunk after the registry turned down a larger body. */
const largestChunk = 16 * 1024 * 1024;
const smallestChunk = 1024 * 1024;

const octets = { "content-type": "application/octet-stream" };
/** Refusals that say nothing about the way of uploading. */
const plainRefusals: ReadonlySet<number> = new Set([401, 403, 404, 408, 413, 429]);

export interface UploadOptions {
  /** One that is open already, as after a mount that was not possible. */
  readonly session?: URL | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Uploads a blob (distribution-spec, "Pushing Blobs"): with a single POST where the registry takes it, else POST and
 * PUT, in chunks where it takes no more at a time. What was interrupted goes on where the registry says it stopped, or
 * begins again.
 * @throws BpError UNAUTHORIZED, DENIED, DIGEST_MISMATCH, REGISTRY, NETWORK
 */
export async function uploadBlob(
  repository: Repository,
  expected: Descriptor,
  content: Content,
  options: UploadOptions = {},
): Promise<void> {
  await new Upload(repository, expected, content, options).run();
}

class Upload {
  readonly #repository: Repository;
  readonly #expected: Descriptor;
  readonly #content: Piecewise;
  readonly #signal: AbortSignal | undefined;
  #session: URL | undefined;
  /** How many bytes the session has. */
  #offset = 0;
  /** A request of the session had no answer, or one that leaves open what became of it. */
  #broken = false;
  #resumed = false;
  /** From the start, in one go: what was resumed came out wrong. */
  #plain = false;

  constructor(
    repository: Repository,
    expected: Descriptor,
    content: Content,
    options: UploadOptions,
  ) {
    this.#repository = repository;
    this.#expected = expected;
    this.#content = new Piecewise(content, expected.size);
    this.#signal = options.signal;
    this.#session = options.session;
  }

  async run(): Promise<void> {
    const repository = this.#repository;
    const answer = await repository.retrying(this.#signal, (trial) => this.#attempt(trial));
    if (answer.status !== 201 && answer.status !== 200) {
      const problem = await repository.problem(answer);
      if (this.#session !== undefined) await abandon(repository, this.#session);
      throw problem;
    }
    repository.checkStored(answer, this.#expected);
    await discard(answer);
  }

  async #attempt(trial: Trial): Promise<Answer> {
    if (this.#broken) {
      const there = await this.#recover(trial);
      if (there !== undefined) return there;
    }
    this.#broken = true;
    const answer = await this.#send(trial);
    if (answer.status < 500 && answer.status !== 408) this.#broken = false;
    return this.#mayStartOver(answer) ? this.#startOver(answer, trial) : answer;
  }

  /** What became of the session; an answer where that settles it. */
  async #recover(trial: Trial): Promise<Answer | undefined> {
    if (this.#session === undefined) return undefined;
    const signal = this.#signal;
    const progress = await this.#repository.once({ method: "GET", to: this.#session, signal });
    if (setbackOf(progress) !== undefined) return progress;
    const size = progress.status === 204 ? received(progress) : undefined;
    if (size === undefined || size > this.#expected.size || this.#plain) {
      await discard(progress);
      return this.#lost();
    }
    if (size > this.#offset) trial.advanced();
    this.#session = sessionOf(this.#repository, progress);
    this.#offset = size;
    this.#resumed ||= size > 0;
    await discard(progress);
    return undefined;
  }

  /** The session is over: because the blob was taken, or for nothing. */
  async #lost(): Promise<Answer | undefined> {
    this.#session = undefined;
    this.#offset = 0;
    const to = `blobs/${this.#expected.digest}`;
    const there = await this.#repository.once({ method: "HEAD", to, signal: this.#signal });
    if (there.status === 200) return there;
    await discard(there);
    return undefined;
  }

  async #send(trial: Trial): Promise<Answer> {
    if (this.#session === undefined) {
      const answer = (await this.#offered()) ?? (await beginUpload(this.#repository, this.#signal));
      if (answer.status !== 202) return answer;
      this.#session = sessionOf(this.#repository, answer);
      this.#heedMinimum(answer);
      await discard(answer);
    }
    const { chunk = this.#expected.size } = this.#repository.facts;
    if (this.#offset === 0 && this.#expected.size <= chunk) return this.#close(0);
    return this.#chunks(trial);
  }

  /** The single POST; undefined where the registry wants it otherwise. */
  async #offered(): Promise<Answer | undefined> {
    const { facts } = this.#repository;
    const { size, digest } = this.#expected;
    if (facts.singlePost === false || (facts.singlePost === undefined && size > offerLimit))
      return undefined;
    const to = `blobs/uploads/?digest=${encodeURIComponent(digest)}`;
    const call = { method: "POST", to, headers: octets, signal: this.#signal } as const;
    const answer = await this.#repository.once({ ...call, body: this.#content.body(0, size) });
    if (answer.status === 201) facts.singlePost = true;
    if (answer.status === 201 || answer.status >= 500 || plainRefusals.has(answer.status))
      return answer;
    facts.singlePost = false;
    if (answer.status === 202) return answer;
    await discard(answer);
    return undefined;
  }

  /** PATCH after PATCH, then the PUT that closes (distribution-spec, "Pushing a blob in chunks"). */
  async #chunks(trial: Trial): Promise<Answer> {
    const { size } = this.#expected;
    while (this.#offset < size) {
      const { chunk = size } = this.#repository.facts;
      const [start, end] = [this.#offset, Math.min(size, this.#offset + chunk)];
      const answer = await this.#patch(start, end);
      const other = answer.status === 202 ? undefined : await this.#outOfStep(answer, trial);
      if (other !== undefined) return other;
      if (answer.status === 202) this.#advance(answer, end);
      if (this.#offset > start) trial.advanced();
      await discard(answer);
    }
    return this.#close(size);
  }

  /** Always the newest address (distribution-spec, "Pushing a blob in chunks"). */
  #advance(answer: Answer, end: number): void {
    this.#offset = received(answer) ?? end;
    if (answer.headers.location !== undefined) this.#session = sessionOf(this.#repository, answer);
  }

  /** A 416 says that the registry stands elsewhere: where, if it tells. Gives the answer that ends the try otherwise. */
  async #outOfStep(answer: Answer, trial: Trial): Promise<Answer | undefined> {
    if (answer.status !== 416) return answer;
    const before = this.#offset;
    const there = await this.#recover(trial);
    if (there !== undefined) return there;
    return this.#session === undefined || this.#offset === before ? answer : undefined;
  }

  #patch(start: number, end: number): Promise<Answer> {
    const headers = { ...octets, "content-range": `${start}-${end - 1}` };
    const body = this.#content.body(start, end);
    const to = this.#session ?? "";
    const call = { method: "PATCH", to, once: true, signal: this.#signal } as const;
    return this.#repository.once({ ...call, headers, body });
  }

  /** The PUT that closes the session, with the bytes from `start` on. */
  async #close(start: number): Promise<Answer> {
    const { size, digest } = this.#expected;
    const session = this.#session;
    if (session === undefined) throw new Error("no session is open");
    const to = closing(session, digest);
    const call = { method: "PUT", to, once: true, signal: this.#signal } as const;
    if (start === size && size > 0) return this.#repository.once(call);
    const body = this.#content.body(start, size);
    return this.#repository.once({ ...call, headers: octets, body });
  }

  #heedMinimum(answer: Answer): void {
    const least = Number(answer.headers["oci-chunk-min-length"] ?? 0);
    const { facts } = this.#repository;
    if (facts.chunk !== undefined && Number.isSafeInteger(least))
      facts.chunk = Math.max(facts.chunk, least);
  }

  /** True where another way of sending the same may be taken. */
  #mayStartOver({ status }: Answer): boolean {
    const { facts } = this.#repository;
    const chunk = facts.chunk ?? this.#expected.size;
    if (status === 413 && chunk > smallestChunk) {
      facts.chunk = Math.max(smallestChunk, Math.min(largestChunk, Math.floor(chunk / 2)));
      return true;
    }
    const lost = status === 404 && this.#session !== undefined;
    const spoiled = this.#resumed && (status === 400 || status === 409 || status === 416);
    if (this.#plain || !(lost || spoiled)) return false;
    this.#plain = true;
    return true;
  }

  async #startOver(answer: Answer, trial: Trial): Promise<Answer> {
    await discard(answer);
    if (this.#session !== undefined) await abandon(this.#repository, this.#session);
    this.#session = undefined;
    this.#offset = 0;
    return this.#attempt(trial);
  }
}
