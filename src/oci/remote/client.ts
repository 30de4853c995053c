import { Readable } from "node:stream";

import { BpError } from "../../model/error.ts";
import { readAll } from "../content.ts";
import type { Scope, TokenRequest } from "./auth.ts";
import { Authorizer } from "./auth.ts";
import type { Credentials } from "./credential.ts";
import { bodyFault, isTransient } from "./network-fault.ts";
import type { Outside } from "./outside.ts";
import { outside } from "./outside.ts";
import type { Trial, WaitRecord } from "./patience.ts";
import { givenUp, Patience } from "./patience.ts";
import { discard, problemOf, readSome } from "./problem.ts";
import type { RetryPolicy } from "./retry.ts";
import { defaultRetry } from "./retry.ts";
import { setbackOf, setbackOfFault } from "./setback.ts";
import type { TlsFor, TlsOptions } from "./tls.ts";
import { tokenExchange, tokenIn } from "./token.ts";
import type { Answer, Exchange } from "./transport.ts";
import type { RequestRecord } from "./wire.ts";
import { Wire } from "./wire.ts";

export interface ClientOptions {
  readonly credentials?: Credentials;
  /** For every host. */
  readonly tls?: TlsOptions;
  /** For one, where nothing is given for all. */
  readonly tlsFor?: TlsFor;
  /** Requests to a host at a time to begin with, 8 by default: fewer after a setback, more while all goes well. */
  readonly concurrency?: number;
  readonly userAgent?: string;
  /** For proxies; empty by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds without a byte after which a connection counts as dead; 60,000 by default. */
  readonly idleMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** From 0 up to 1, to spread retries. */
  readonly random?: () => number;
  /** Milliseconds of a clock that only goes forward: waits at one time count once. */
  readonly now?: () => number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly onRequest?: (record: RequestRecord) => void;
  /** What registries say in `Warning` headers, each text once. */
  readonly onWarning?: (message: string, host: string) => void;
  readonly onWait?: (record: WaitRecord) => void;
}

/** What was learned about a registry in this run. */
export interface HostFacts {
  /**
   * "native": a referrer of ours was listed; "api": it answers; "silent": it answers and lists nothing of ours;
   * "fallback": it has no referrers API.
   */
  referrers?: "native" | "api" | "silent" | "fallback";
  /** While one asks for the first time: what the others wait for, so that one request tells them all. */
  probing?: Promise<unknown> | undefined;
  /** How many of its repositories were opened. */
  repositories?: number;
  /** Whether a blob goes in with a single POST (distribution-spec, "Pushing a blob monolithically"). */
  singlePost?: boolean;
  /** In bytes, where the registry, or what is before it, takes no more at a time. */
  chunk?: number;
}

export interface Received {
  readonly answer: Answer;
  readonly bytes: Uint8Array;
}

/** HTTP as registries need it: connections kept, logins, redirects, retries. One serves a whole run. */
export interface Client {
  /** Sends, and sends again where that may help. Any other status is returned. @throws BpError NETWORK, … */
  send(exchange: Exchange, scope: Scope): Promise<Answer>;
  /** As send, with the body read whole, that of a 200 at most `limit` bytes; one cut short is asked for again. */
  receive(exchange: Exchange, scope: Scope, limit: number): Promise<Received>;
  /** One try: a login and redirects at most. */
  once(exchange: Exchange, scope: Scope): Promise<Answer>;
  /** One try at a server that is no registry: with the headers given and no other login, redirects followed. */
  plain(exchange: Exchange): Promise<Answer>;
  /** The tries of what is repeated elsewhere. */
  begin(place: RetryPlace): Trial;
  /** Repeats what ends with a setback. */
  retrying(place: RetryPlace, attempt: (trial: Trial) => Promise<Answer>): Promise<Answer>;
  facts(origin: URL): HostFacts;
  /** Waits, and says for what. */
  pause(wait: WaitRecord, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  /** Ends the connections that are kept; the client can still be used. */
  close(): void;
}

export interface RetryPlace {
  readonly origin: URL;
  /** As the user names it. */
  readonly host: string;
  readonly signal?: AbortSignal | undefined;
}

/** The machine's own clock and chance, unless others are given. */
export function createClient(options: ClientOptions = {}): Client {
  return new RegistryClient({ ...outside, ...options });
}

class RegistryClient implements Client {
  readonly #options: ClientOptions & Outside;
  readonly #patience: Patience;
  readonly #wire: Wire;
  readonly #authorizer: Authorizer;
  readonly #facts = new Map<string, HostFacts>();
  /** Errors after which enough was tried: who bought a token in vain does not begin again. */
  readonly #spent = new WeakSet<BpError>();

  constructor(options: ClientOptions & Outside) {
    const { now, random, sleep, onWait, onRequest, onWarning } = options;
    this.#options = options;
    const policy = { ...defaultRetry, ...options.retry };
    this.#patience = new Patience({ policy, now, random, sleep, onWait });
    this.#wire = new Wire({
      concurrency: options.concurrency ?? 8,
      userAgent: options.userAgent ?? "bp",
      environment: options.environment ?? {},
      idleMs: options.idleMs ?? 60_000,
      onRequest,
      onWarning,
    });
    const credentials = options.credentials ?? (async () => undefined);
    this.#authorizer = new Authorizer(credentials, (request, scope) => this.#buy(request, scope));
  }

  send(exchange: Exchange, scope: Scope): Promise<Answer> {
    return this.retrying({ ...scope, signal: exchange.signal }, () => this.once(exchange, scope));
  }

  async receive(exchange: Exchange, scope: Scope, limit: number): Promise<Received> {
    let bytes: Uint8Array = new Uint8Array();
    const answer = await this.retrying({ ...scope, signal: exchange.signal }, async () => {
      const answer = await this.once(exchange, scope);
      if (answer.status !== 200) return withBodyRead(answer);
      bytes = await bodyOf(answer, limit);
      return answer;
    });
    return { answer, bytes };
  }

  async once(exchange: Exchange, scope: Scope): Promise<Answer> {
    const prepared = await this.#prepared(exchange, scope);
    const header = await this.#authorizer.header(scope);
    const first = await this.#wire.follow(withHeader(prepared, header));
    if (first.status !== 401 || first.url.origin !== scope.origin.origin) return first;
    const better = await this.#authorizer.answer(first, scope, header);
    if (better === undefined) return first;
    await discard(first);
    return this.#wire.follow(withHeader(prepared, better));
  }

  async plain(exchange: Exchange): Promise<Answer> {
    const { url } = exchange;
    return this.#wire.follow(await this.#prepared(exchange, { origin: url, host: url.host }));
  }

  begin({ origin, host, signal }: RetryPlace): Trial {
    return this.#patience.begin({ host, gate: this.#wire.gate(origin), signal });
  }

  async retrying(place: RetryPlace, attempt: (trial: Trial) => Promise<Answer>): Promise<Answer> {
    const trial = this.begin(place);
    for (;;) {
      const outcome = await attempt(trial).catch((error: unknown) => {
        if (!isTransient(error) || this.#spent.has(error)) throw error;
        return error;
      });
      const fault = outcome instanceof BpError;
      const setback = fault ? setbackOfFault(outcome) : setbackOf(outcome);
      if (setback === undefined) return outcome as Answer;
      if (!(await trial.again(setback))) {
        if (fault) throw this.#spend(givenUp(outcome, trial.effort));
        return { ...outcome, effort: trial.effort };
      }
      if (!fault) await discard(outcome);
    }
  }

  facts(origin: URL): HostFacts {
    const known = this.#facts.get(origin.origin) ?? {};
    this.#facts.set(origin.origin, known);
    return known;
  }

  pause(wait: WaitRecord, signal?: AbortSignal): Promise<void> {
    this.#options.onWait?.(wait);
    return this.#options.sleep(wait.ms, signal);
  }

  random(): number {
    return this.#options.random();
  }

  close(): void {
    this.#wire.close();
  }

  #spend(error: BpError): BpError {
    this.#spent.add(error);
    return error;
  }

  async #prepared(
    exchange: Exchange,
    { origin, host }: Pick<Scope, "origin" | "host">,
  ): Promise<Exchange> {
    const { tls, tlsFor } = this.#options;
    const found = origin.protocol === "https:" ? await tlsFor?.(host) : undefined;
    return { ...exchange, tls: tls ?? found, owner: origin };
  }

  async #buy(request: TokenRequest, scope: Scope): Promise<string> {
    const exchange = await this.#prepared(tokenExchange(request), scope);
    const place = { host: request.realm.host, origin: request.realm };
    const answer = await this.retrying(place, () => this.#wire.exchange(exchange));
    if (answer.status !== 200)
      throw this.#spend(await problemOf(answer, `${scope.host}/${scope.path}`));
    return tokenIn(await bodyOf(answer, 256 * 1024), request.realm);
  }
}

function withHeader(exchange: Exchange, authorization: string | undefined): Exchange {
  if (authorization === undefined) return exchange;
  return { ...exchange, headers: { ...exchange.headers, authorization } };
}

/** What a refusal says decides what is done next: half of it decides nothing. @throws BpError NETWORK */
async function withBodyRead(answer: Answer): Promise<Answer> {
  const bytes = await readSome(answer);
  return { ...answer, body: Readable.from(bytes === undefined ? [] : [bytes]) };
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
