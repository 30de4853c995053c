import { createHash } from "node:crypto";

import { refuse } from "./refusal.ts";
import type { Users } from "./users.ts";

/** How many logins are remembered, so that a slow hash is computed once and not for every request. */
const remembered = 256;
/** How many passwords may wait to be looked at. */
const waitingLimit = 64;

/** Basic authentication (RFC 7617). */
export class Authentication {
  readonly #users: Users;
  readonly #accepted = new Map<string, Promise<boolean>>();
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(users: Users) {
    this.#users = users;
  }

  /** The name that an `Authorization` header proves. @throws Refusal 401, and 429 where too many ask at once */
  async user(header: string | undefined): Promise<string> {
    const encoded = /^basic +([A-Za-z0-9+/]+=*)$/iu.exec(header?.trim() ?? "")?.[1];
    const pair = Buffer.from(encoded ?? "", "base64").toString("utf8");
    const colon = pair.indexOf(":");
    if (encoded === undefined || colon < 1) throw challenge();
    const name = pair.slice(0, colon);
    if (await this.#check(pair, name)) return name;
    throw challenge();
  }

  /** Those who come with the same pair wait for one look; a refusal is not remembered. */
  async #check(pair: string, name: string): Promise<boolean> {
    const key = createHash("sha256").update(pair).digest("base64");
    const known = this.#accepted.get(key);
    if (known !== undefined) return known;
    const checked = this.#inTurn(() => this.#users.check(name, pair.slice(name.length + 1)));
    this.#accepted.set(key, checked);
    const accepted = await checked.catch(() => false);
    if (!accepted) this.#accepted.delete(key);
    const [oldest] = this.#accepted.keys();
    if (this.#accepted.size > remembered && oldest !== undefined) this.#accepted.delete(oldest);
    return checked;
  }

  /** A password hash takes a processor for a tenth of a second: one at a time leaves room for the others' requests. */
  async #inTurn(look: () => Promise<boolean>): Promise<boolean> {
    if (this.#waiting >= waitingLimit)
      throw refuse(429, "TOOMANYREQUESTS", "too many logins at once", { "retry-after": "5" });
    this.#waiting += 1;
    const mine = this.#last.then(look);
    this.#last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.#waiting -= 1;
    }
  }
}

function challenge(): Error {
  return refuse(401, "UNAUTHORIZED", "log in with a name and a password of this registry", {
    "www-authenticate": 'Basic realm="bp serve"',
  });
}
