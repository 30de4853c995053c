import { Readable } from "node:stream";

import { Gate } from "./gate.ts";
import { isTransient, publicUrl } from "./network-fault.ts";
import { discard, readSome } from "./problem.ts";
import { isRedirect, redirected, redirectLimit } from "./redirect.ts";
import { isLimit, setbackOf } from "./setback.ts";
import type { Answer, Exchange } from "./transport.ts";
import { Transport } from "./transport.ts";
import { Warnings } from "./warning.ts";

/** One request that was answered; status 0 where the connection failed. */
export interface RequestRecord {
  readonly method: string;
  /** Without its query where that may be secret. */
  readonly url: string;
  readonly status: number;
}

interface WireOptions {
  readonly concurrency: number;
  readonly userAgent: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly idleMs: number;
  readonly onRequest: ((record: RequestRecord) => void) | undefined;
  readonly onWarning: ((message: string, host: string) => void) | undefined;
}

/** How many times as many requests a host may come to get at a time as it gets to begin with. */
const growth = 4;

/** Sends requests, as many to a host at a time as it bears, and tells about each. */
export class Wire {
  readonly #options: WireOptions;
  readonly #transport: Transport;
  readonly #gates = new Map<string, Gate>();
  readonly #warnings: Warnings;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#transport = new Transport(options);
    this.#warnings = new Warnings((message, host) => options.onWarning?.(message, host));
  }

  gate({ origin }: URL): Gate {
    const { concurrency } = this.#options;
    const gate = this.#gates.get(origin) ?? new Gate(concurrency, concurrency * growth);
    this.#gates.set(origin, gate);
    return gate;
  }

  /** One request and where it is redirected to. @throws BpError NETWORK, INTERRUPTED, REGISTRY */
  async follow(exchange: Exchange): Promise<Answer> {
    let next = exchange;
    for (let followed = 0; ; followed += 1) {
      const answer = await this.exchange(next);
      if (followed === redirectLimit || !isRedirect(answer)) return answer;
      const following = redirected(next, answer);
      const leaves = following.url.origin !== exchange.url.origin;
      if (leaves && exchange.sameOrigin === true) return answer;
      next = following;
      await discard(answer);
    }
  }

  /** One request, in its turn: the turn ends with the head of the answer. @throws BpError NETWORK, INTERRUPTED */
  async exchange(exchange: Exchange): Promise<Answer> {
    const gate = this.gate(exchange.url);
    const turn = await gate.enter(exchange.rank);
    try {
      const answer = await this.#told(exchange);
      if (setbackOf(answer) === undefined) gate.answered();
      else gate.setback(turn);
      return answer;
    } catch (error) {
      if (isTransient(error)) gate.setback(turn);
      throw error;
    } finally {
      gate.leave();
    }
  }

  close(): void {
    this.#transport.close();
  }

  async #told(exchange: Exchange): Promise<Answer> {
    const answer = await this.#sent(exchange);
    if (answer.status !== 403) return answer;
    if (exchange.method !== "HEAD" || isLimit(answer)) return opened(answer);
    // Only a body says why: whether this is a refusal or a limit.
    await discard(answer);
    const reason = await this.#sent({ ...exchange, method: "GET" });
    if (reason.status === 403) return { ...(await opened(reason)), method: "HEAD" };
    reason.body.destroy();
    return { ...reason, method: "HEAD", body: Readable.from([]) };
  }

  async #sent(exchange: Exchange): Promise<Answer> {
    const { userAgent, onRequest } = this.#options;
    const record = { method: exchange.method, url: publicUrl(exchange.url) };
    const headers = { "user-agent": userAgent, ...exchange.headers };
    try {
      const answer = await this.#transport.exchange({ ...exchange, headers });
      onRequest?.({ ...record, status: answer.status });
      this.#warnings.collect(answer.headers["warning"], answer.url.host);
      return answer;
    } catch (error) {
      onRequest?.({ ...record, status: 0 });
      throw error;
    }
  }
}

/** The same answer with its body at hand: that of a 403 tells a refusal from a limit. @throws BpError NETWORK */
async function opened(answer: Answer): Promise<Answer> {
  const bytes = (await readSome(answer)) ?? new Uint8Array();
  const text = Buffer.from(bytes).toString("utf8");
  return { ...answer, text, body: Readable.from(bytes.byteLength === 0 ? [] : [bytes]) };
}
