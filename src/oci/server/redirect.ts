import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { BpError } from "../../model/error.ts";

export interface LoopbackRedirect {
  readonly uri: string;
  readonly returned: Promise<URLSearchParams>;
  close(): void;
}

const path = "/auth/callback";
/** How long a person may take, in milliseconds. */
const patience = 10 * 60_000;

/**
 * Waits on loopback for a browser that comes back with a state; whoever comes with another is turned away, and the wait
 * goes on.
 * @throws BpError USAGE where nothing may listen; `returned`: UNAUTHORIZED where nobody came, INTERRUPTED
 */
export async function loopbackRedirect(
  state: string,
  interrupted: AbortSignal,
): Promise<LoopbackRedirect> {
  const { promise: returned, resolve, reject } = Promise.withResolvers<URLSearchParams>();
  // Who waits sees it; before anybody does, it is of no interest.
  returned.catch(() => undefined);
  const server = createServer((request, response) => {
    const found = answer(request, response, state);
    if (found !== undefined) resolve(found);
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", (cause) =>
      failed(new BpError("USAGE", `nothing may listen on loopback: ${cause.message}`, { cause })),
    );
    server.listen(0, "localhost", listening);
  });
  const stop = (): void =>
    reject(new BpError("INTERRUPTED", "nobody has signed in: the run was interrupted"));
  const timer = setTimeout(
    () => reject(new BpError("UNAUTHORIZED", "nobody came back from the browser in ten minutes")),
    patience,
  );
  interrupted.addEventListener("abort", stop);
  return {
    uri: `http://localhost:${(server.address() as AddressInfo).port}${path}`,
    returned,
    close: () => {
      clearTimeout(timer);
      interrupted.removeEventListener("abort", stop);
      server.close();
      server.closeIdleConnections();
    },
  };
}

function answer(
  { url = "", method }: IncomingMessage,
  response: ServerResponse,
  state: string,
): URLSearchParams | undefined {
  const asked = new URL(url, "http://localhost");
  const isOurs = asked.pathname === path && asked.searchParams.get("state") === state;
  const says =
    method !== "GET" || !isOurs
      ? ([400, "This is not the answer that bp waits for."] as const)
      : ([200, "bp has your answer: this window can be closed."] as const);
  response.writeHead(says[0], {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    connection: "close",
  });
  response.end(`<!doctype html><title>bp</title><p>${says[1]}</p>\n`);
  return says[0] === 200 ? asked.searchParams : undefined;
}
