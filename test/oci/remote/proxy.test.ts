import type { IncomingMessage } from "node:http";
import { createServer, request as send } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { registryStore } from "../../../src/oci/index.ts";
import type { Served } from "../served.ts";
import { startServed } from "../served.ts";

interface Forwarder {
  readonly host: string;
  /** What it was asked for: an address, or `CONNECT host:port`. */
  readonly asked: string[];
  close(): void;
}

/** A proxy that sends everything to one registry, whatever host is asked for. */
async function forwarder(target: string): Promise<Forwarder> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const { pathname, search } = new URL(request.url ?? "");
    const { method = "GET", headers } = request;
    const url = `http://${target}${pathname}${search}`;
    const out = send(url, { method, headers: { ...headers, host: target } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(out);
  });
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.on("error", () => undefined);
    const [host = "", port = ""] = target.split(":");
    const out = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      out.pipe(socket).pipe(out);
    });
    out.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { host, asked, close };
}

let served: Served;
let proxy: Forwarder;

beforeEach(async () => {
  served = await startServed();
  proxy = await forwarder(served.proxy.host);
});

afterEach(async () => {
  proxy.close();
  await served.close();
});

function tags(
  host: string,
  environment: Readonly<Record<string, string>>,
  plainHttp?: boolean,
): Promise<readonly string[]> {
  const client = served.client({ environment, retry: { tries: 1 } });
  const store = registryStore({ client, host, path: "repo", ...(plainHttp ? { plainHttp } : {}) });
  return store.tags();
}

describe("a proxy of the environment", () => {
  test.each(["HTTP_PROXY", "http_proxy"])("%s is used for plain http", async (name) => {
    expect(await tags("registry.test", { [name]: `http://${proxy.host}` }, true)).toEqual([]);
    expect(proxy.asked).toEqual(["http://registry.test/v2/repo/tags/list"]);
  });

  test("HTTPS_PROXY tunnels https, and sees no path", async () => {
    const environment = { HTTPS_PROXY: `http://${proxy.host}` };
    await expect(tags("registry.test", environment)).rejects.toMatchObject({ code: "NETWORK" });
    expect(proxy.asked).toEqual(["CONNECT registry.test:443"]);
  });

  test.each(["registry.test", ".test", "*", "other.example, registry.test"])(
    "NO_PROXY %s is heeded",
    async (NO_PROXY) => {
      const environment = { HTTP_PROXY: `http://${proxy.host}`, NO_PROXY };
      await expect(tags("registry.test", environment, true)).rejects.toMatchObject({
        code: "NETWORK",
      });
      expect(proxy.asked).toEqual([]);
    },
  );

  test("loopback is never reached through one", async () => {
    const environment = { HTTP_PROXY: `http://${proxy.host}`, NO_PROXY: "other.example" };
    expect(await tags(served.proxy.host, environment)).toEqual([]);
    const [, port] = served.proxy.host.split(":");
    expect(await tags(`localhost:${port}`, environment)).toEqual([]);
    expect(proxy.asked).toEqual([]);
  });

  test("its password is in no message", async () => {
    const environment = { HTTP_PROXY: "http://user:proxy-secret@127.0.0.1:1" };
    const error: unknown = await tags("registry.test", environment, true).catch(
      (error: unknown) => error,
    );
    expect(error).toMatchObject({ code: "NETWORK" });
    expect(`${(error as Error).message} ${JSON.stringify(error)}`).not.toContain("proxy-secret");
  });
});
