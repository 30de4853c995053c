import type { Descriptor } from "../../model/descriptor.ts";
import { isDigest, sameAlgorithm } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Client, HostFacts, Received } from "./client.ts";
import type { Trial } from "./patience.ts";
import { problemOf } from "./problem.ts";
import type { Access, Scope } from "./scope.ts";
import type { Answer, Body, Exchange } from "./transport.ts";

/** A request below `/v2/<name>/`. */
interface Call {
  readonly method: Exchange["method"];
  /** For instance `blobs/sha256:…`, or the whole address where the registry gave one. */
  readonly to: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly signal?: AbortSignal | undefined;
  readonly sameOrigin?: boolean;
  /** Must not be sent again before it is known what became of it. */
  readonly once?: boolean;
  /** Another repository that must be readable. */
  readonly also?: string;
}

/** One repository of a registry, and the requests one can make of it. */
export class Repository {
  readonly client: Client;
  readonly origin: URL;
  readonly host: string;
  readonly path: string;
  readonly #access: Access;
  /** Who was opened first is served first: what is nearly done gets done. */
  readonly #rank: number;

  constructor(client: Client, origin: URL, place: { host: string; path: string; access: Access }) {
    this.client = client;
    this.origin = origin;
    this.host = place.host;
    this.path = place.path;
    this.#access = place.access;
    this.#rank = this.facts.repositories ?? 0;
    this.facts.repositories = this.#rank + 1;
  }

  get name(): string {
    return `${this.host}/${this.path}`;
  }

  get facts(): HostFacts {
    return this.client.facts(this.origin);
  }

  url(to: string): URL {
    return new URL(`/v2/${this.path}/${to}`, this.origin);
  }

  send(call: Call): Promise<Answer> {
    return this.client.send(this.#exchange(call), this.#scope(call));
  }

  once(call: Call): Promise<Answer> {
    return this.client.once(this.#exchange(call), this.#scope(call));
  }

  receive(call: Call, limit: number): Promise<Received> {
    return this.client.receive(this.#exchange(call), this.#scope(call), limit);
  }

  /** Repeats what ends with a setback. */
  retrying(
    signal: AbortSignal | undefined,
    attempt: (trial: Trial) => Promise<Answer>,
  ): Promise<Answer> {
    return this.client.retrying({ origin: this.origin, host: this.host, signal }, attempt);
  }

  /** The tries of what is repeated elsewhere. */
  begin(signal: AbortSignal | undefined): Trial {
    return this.client.begin({ origin: this.origin, host: this.host, signal });
  }

  /** Waits, and says for what. */
  pause(ms: number, reason: string, signal: AbortSignal | undefined): Promise<void> {
    return this.client.pause({ subject: this.host, reason, ms }, signal);
  }

  /** The error that an answer means. */
  problem(answer: Answer): Promise<BpError> {
    return problemOf(answer, this.name);
  }

  /** @throws BpError DIGEST_MISMATCH where the registry says that it has taken other content */
  checkStored(answer: Answer, expected: Descriptor): void {
    const digest = answer.headers["docker-content-digest"];
    if (digest === undefined || digest === expected.digest) return;
    // It may name the content by another algorithm than we do.
    if (typeof digest === "string" && isDigest(digest) && !sameAlgorithm(digest, expected.digest))
      return;
    throw new BpError(
      "DIGEST_MISMATCH",
      `${this.name} stored ${expected.digest} as ${String(digest)}`,
      {
        hint: "something between you and the registry alters content",
        details: { repository: this.name, digest: expected.digest },
      },
    );
  }

  #exchange(call: Call): Exchange {
    return {
      method: call.method,
      url: typeof call.to === "string" ? this.url(call.to) : call.to,
      headers: call.headers ?? {},
      rank: this.#rank,
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      ...(call.once === undefined ? {} : { once: call.once }),
      ...(call.sameOrigin === undefined ? {} : { sameOrigin: call.sameOrigin }),
    };
  }

  #scope(call: Call): Scope {
    const reads = call.method === "GET" || call.method === "HEAD";
    const access = reads ? this.#access : "push";
    return { origin: this.origin, host: this.host, path: this.path, access, also: call.also };
  }
}
