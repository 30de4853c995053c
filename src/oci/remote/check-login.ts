import { BpError, isBpError } from "../../model/error.ts";
import { basicHeader } from "./auth.ts";
import type { Client } from "./client.ts";
import { originOf } from "./endpoint.ts";
import { discard, problemOf } from "./problem.ts";
import type { Answer, Exchange } from "./transport.ts";

export interface LoginCheck {
  /** Its credentials are the ones that are checked. */
  readonly client: Client;
  readonly host: string;
  readonly plainHttp?: boolean;
  /** What a registry is shown that asks for no login; none where it is not a name and password. */
  readonly offer?: { readonly username: string; readonly password: string };
  readonly signal?: AbortSignal;
}

/**
 * Whether a registry takes a login (distribution-spec, "Determining Support"). "unasked": it answers everybody, and
 * took the login when it was offered, which proves nothing where it does not look at it.
 * @throws BpError UNAUTHORIZED where it refuses; REGISTRY, NETWORK, …
 */
export async function checkLogin(check: LoginCheck): Promise<"accepted" | "unasked"> {
  const { client, host, offer, signal } = check;
  const origin = originOf(host, check.plainHttp);
  const exchange: Exchange = {
    method: "GET",
    url: new URL("/v2/", origin),
    headers: {},
    sameOrigin: true,
    ...(signal === undefined ? {} : { signal }),
  };
  const scope = { origin, host, path: "", access: "pull" } as const;
  const place = { origin, host, signal };
  const asked = await client.retrying(place, () => client.plain(exchange));
  if (asked.status !== 401) {
    await expectRegistry(asked, host);
    if (offer === undefined) return "unasked";
    const headers = { authorization: basicHeader(offer) };
    const offered = await client.retrying(place, () => client.plain({ ...exchange, headers }));
    await expectTaken(offered, host);
    return "unasked";
  }
  await discard(asked);
  await expectTaken(await sent(check, () => client.send(exchange, scope)), host);
  return "accepted";
}

/** A token service that refuses, refuses the login. */
async function sent({ host }: LoginCheck, send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    throw isBpError(error, "UNAUTHORIZED", "DENIED") ? refused(host) : error;
  }
}

async function expectTaken(answer: Answer, host: string): Promise<void> {
  if (answer.status !== 401 && answer.status !== 403) return expectRegistry(answer, host);
  await discard(answer);
  throw refused(host);
}

async function expectRegistry(answer: Answer, host: string): Promise<void> {
  if (answer.status === 200) return discard(answer);
  if (answer.status !== 404) throw await problemOf(answer, host);
  await discard(answer);
  throw new BpError("REGISTRY", `${host} does not answer as a registry: there is no /v2/`, {
    hint: "check the host and its port",
    details: { host, status: answer.status },
  });
}

function refused(host: string): BpError {
  return new BpError("UNAUTHORIZED", `${host} does not take this login`, {
    hint: "check name and password; many registries want a token in place of the password",
    details: { host },
  });
}
