import { BpError } from "../../model/error.ts";
import { readAll } from "../content.ts";
import type { Scope, TokenRequest } from "./auth.ts";
import { Authorizer } from "./auth.ts";
import type { Credentials } from "./credentials.ts";
import { bodyFault } from "./download.ts";
import { isTransient, publicUrl } from "./network-fault.ts";
import { discard, problemOf } from "./problem.ts";
import { isRedirect, redirected, redirectLimit } from "./redirect.ts";
import type { RetryPolicy } from "./retry.ts";
import { defaultRetry, isRetryable, waitMs } from "./retry.ts";
import { tokenExchange, tokenIn } from "./token.ts";
import type { Answer, Exchange, TlsOptions } from "./transport.ts";
import { Transport } from "./transport.ts";

/** One request that was answered; status 0 where the connection failed. */
export interface RequestRecord {
  readonly method: string;
  /** Without its query where that may be secret. */
  readonly url: string;
  readonly status: number;
}

/** A pause before another try. */
export interface WaitRecord {
  /** The host. */
  readonly subject: string;
  readonly reason: string;
  readonly ms: number;
}

export interface ClientOptions {
  readonly credentials?: Credentials;
  /** Connections a host at a time; 8 by default. */
  readonly concurrency?: number;
  readonly userAgent?: string;
  /** For proxies; empty by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds without a byte after which a connection counts as dead; 60,000 by default. */
  readonly idleMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  readonly tls?: TlsOptions;
  /** From 0 up to 1, to spread retries. */
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly onRequest?: (record: RequestRecord) => void;
  /** What registries say in `Warning` headers, each text once. */
  readonly onWarning?: (message: string, host: string) => void;
  readonly onWait?: (record: WaitRecord) => void;
}

/** What was learned about a registry in this run. */
export interface HostFacts {
  /** "native": a referrer of ours was listed; "api": it answers; "fallback": it has no referrers API. */
  referrers?: "native" | "api" | "fallback";
  /** While one asks for the first time: what the others wait for, so that one request tells them all. */
  probing?: Promise<unknown> | undefined;
  /** Whether a blob goes in with a single POST (distribution-spec, "Pushing a blob monolithically"). */
  singlePost?: boolean;
}

export interface Received {
  readonly answer: Answer;
  readonly bytes: Uint8Array;
}

/** HTTP as registries need it: connections kept, logins, redirects, retries. One serves a whole run. */
export interface Client {
  /** Sends, and sends again where that may help. Any other status is returned. @throws BpError NETWORK, … */
  send(exchange: Exchange, scope: Scope): Promise<Answer>;
  /** As send, with the body of a 200 read whole, at most `limit` bytes; a body cut short is asked for again. */
  receive(exchange: Exchange, scope: Scope, limit: number): Promise<Received>;
  /** One try: a login and redirects at most. */
  once(exchange: Exchange, scope: Scope): Promise<Answer>;
  /** One try at a server that is no registry: with the headers given and no other login, redirects followed. */
  plain(exchange: Exchange): Promise<Answer>;
  /** Repeats what ends with a retryable answer or a failed connection. */
  retrying(place: RetryPlace, attempt: () => Promise<Answer>): Promise<Answer>;
  facts(origin: URL): HostFacts;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Ends the connections that are kept; the client can still be used. */
  close(): void;
}

interface RetryPlace {
  readonly host: string;
  readonly signal?: AbortSignal | undefined;
}

export function createClient(options: ClientOptions): Client {
  return new RegistryClient(options);
}

class RegistryClient implements Client {
  readonly #options: ClientOptions;
  readonly #policy: RetryPolicy;
  readonly #transport: Transport;
  readonly #authorizer: Authorizer;
  readonly #facts = new Map<string, HostFacts>();
  readonly #warned = new Set<string>();
  /** Errors after which enough was tried: who bought a token in vain does not begin again. */
  readonly #spent = new WeakSet<BpError>();

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#policy = { ...defaultRetry, ...options.retry };
    this.#transport = new Transport({
      concurrency: options.concurrency ?? 8,
      environment: options.environment ?? {},
      idleMs: options.idleMs ?? 60_000,
      tls: options.tls,
    });
    const credentials = options.credentials ?? (async () => undefined);
    this.#authorizer = new Authorizer(credentials, (request, scope) => this.#buy(request, scope));
  }

  send(exchange: Exchange, scope: Scope): Promise<Answer> {
    const place = { host: scope.host, signal: exchange.signal };
    return this.retrying(place, () => this.once(exchange, scope));
  }

  async receive(exchange: Exchange, scope: Scope, limit: number): Promise<Received> {
    let bytes: Uint8Array = new Uint8Array();
    const place = { host: scope.host, signal: exchange.signal };
    const answer = await this.retrying(place, async () => {
      const answer = await this.once(exchange, scope);
      if (answer.status === 200) bytes = await bodyOf(answer, limit);
      return answer;
    });
    return { answer, bytes };
  }

  async once(exchange: Exchange, scope: Scope): Promise<Answer> {
    const header = await this.#authorizer.header(scope);
    const first = await this.#follow(withHeader(exchange, header));
    if (first.status !== 401 || first.url.origin !== scope.origin.origin) return first;
    const better = await this.#authorizer.answer(first, scope, header);
    if (better === undefined) return first;
    await discard(first);
    return this.#follow(withHeader(exchange, better));
  }

  plain(exchange: Exchange): Promise<Answer> {
    return this.#follow(exchange);
  }

  async retrying(place: RetryPlace, attempt: () => Promise<Answer>): Promise<Answer> {
    let waited = 0;
    for (let tried = 1; ; tried += 1) {
      const last = tried >= this.#policy.tries;
      const outcome = await attempt().catch((error: unknown) => {
        if (last || !isTransient(error) || this.#spent.has(error)) throw this.#spend(error);
        return error;
      });
      if (!(outcome instanceof BpError) && (last || !isRetryable(outcome.status))) return outcome;
      const headers = outcome instanceof BpError ? undefined : outcome.headers;
      const ms = waitMs(this.#policy, tried, headers, this.#options.random());
      waited += ms;
      if (waited > this.#policy.budgetMs) {
        if (outcome instanceof BpError) throw this.#spend(outcome);
        return outcome;
      }
      if (!(outcome instanceof BpError)) await discard(outcome);
      await this.#pause(place, outcome, ms);
    }
  }

  facts(origin: URL): HostFacts {
    const known = this.#facts.get(origin.origin) ?? {};
    this.#facts.set(origin.origin, known);
    return known;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#options.sleep(ms, signal);
  }

  close(): void {
    this.#transport.close();
  }

  #spend(error: unknown): unknown {
    if (error instanceof BpError) this.#spent.add(error);
    return error;
  }

  async #pause(place: RetryPlace, outcome: Answer | BpError, ms: number): Promise<void> {
    const reason = outcome instanceof BpError ? outcome.message : `answered ${outcome.status}`;
    this.#options.onWait?.({ subject: place.host, reason, ms });
    await this.#options.sleep(ms, place.signal).catch((error: unknown) => {
      if (place.signal?.aborted !== true) throw error;
    });
    if (place.signal?.aborted === true)
      throw new BpError("INTERRUPTED", `interrupted while waiting for ${place.host}`);
  }

  async #follow(exchange: Exchange): Promise<Answer> {
    let next = exchange;
    for (let followed = 0; ; followed += 1) {
      const answer = await this.#exchange(next);
      if (followed === redirectLimit || !isRedirect(answer)) return answer;
      const following = redirected(next, answer);
      const leaves = following.url.origin !== exchange.url.origin;
      if (leaves && exchange.sameOrigin === true) return answer;
      next = following;
      await discard(answer);
    }
  }

  async #exchange(exchange: Exchange): Promise<Answer> {
    const { userAgent = "bp" } = this.#options;
    const record = { method: exchange.method, url: publicUrl(exchange.url) };
    const headers = { "user-agent": userAgent, ...exchange.headers };
    try {
      const answer = await this.#transport.exchange({ ...exchange, headers });
      this.#options.onRequest?.({ ...record, status: answer.status });
      this.#warn(answer);
      return answer;
    } catch (error) {
      this.#options.onRequest?.({ ...record, status: 0 });
      throw error;
    }
  }

  /** `Warning: 299 - "text"` (distribution-spec, "Warnings"). */
  #warn(answer: Answer): void {
    const text = /^299 - "((?:[^"\\]|\\.)*)"/u.exec(answer.headers["warning"] ?? "")?.[1];
    if (text === undefined) return;
    const message = text.replace(/\\(.)/gu, "$1").replace(/\p{C}+/gu, " ");
    const key = `${answer.url.host} ${message}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.#options.onWarning?.(message, answer.url.host);
  }

  async #buy(request: TokenRequest, scope: Scope): Promise<string> {
    const place = { host: scope.host };
    const answer = await this.retrying(place, () => this.#exchange(tokenExchange(request)));
    if (answer.status !== 200) throw await problemOf(answer, `${scope.host}/${scope.path}`);
    return tokenIn(await bodyOf(answer, 256 * 1024), request.realm);
  }
}

function withHeader(exchange: Exchange, authorization: string | undefined): Exchange {
  if (authorization === undefined) return exchange;
  return { ...exchange, headers: { ...exchange.headers, authorization } };
}

/** @throws BpError LIMIT, NETWORK, INTERRUPTED */
async function bodyOf(answer: Answer, limit: number): Promise<Uint8Array> {
  try {
    return await readAll(answer.body, limit);
  } catch (error) {
    answer.body.destroy();
    throw bodyFault(answer, error);
  }
}
