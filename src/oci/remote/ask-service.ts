import { bytesContent, readAll } from "../content.ts";
import type { Client } from "./client.ts";
import { flowing } from "./flowing.ts";

/** The most that a service may answer, in bytes. */
const answerLimit = 4 * 1024 * 1024;

/** A request to a service that is no registry. */
export interface ServiceCall {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface ServiceReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/**
 * Asks over the client's connections and with its patience; the answer is read whole, whatever its status. Redirects to
 * another host are answers: what is sent may be secret.
 * @throws BpError NETWORK, LIMIT, INTERRUPTED
 */
export async function askService(client: Client, call: ServiceCall): Promise<ServiceReply> {
  const { method, headers, body } = call;
  const url = new URL(call.url);
  const sent =
    body === undefined ? {} : { body: { content: bytesContent(body), size: body.length } };
  const answer = await client.retrying({ host: url.host, origin: url }, () =>
    client.plain({ method, url, headers, sameOrigin: true, ...sent }),
  );
  const single = Object.entries(answer.headers).map(
    ([name, value]): [string, string | undefined] => [
      name,
      Array.isArray(value) ? value[0] : value,
    ],
  );
  return {
    status: answer.status,
    headers: Object.fromEntries(single),
    body: await readAll(flowing(answer), answerLimit),
  };
}
