import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";

import { BpError } from "../../model/error.ts";
import type { ServerOptions } from "./registry.ts";
import { createRegistry } from "./registry.ts";

/** A server's certificate and key, as PEM texts. */
export interface TlsFiles {
  /** With the certificates of those who signed it. */
  readonly certificate: string;
  readonly key: string;
}

export interface ServeOptions extends ServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to bind to; 127.0.0.1 by default. */
  readonly address?: string;
  /** https instead of http. */
  readonly tls?: TlsFiles;
  /** Milliseconds that requests under way may take at the end; none by default. */
  readonly graceMs?: number;
}

export interface RunningRegistry {
  /** `address:port`, as a reference begins. */
  readonly host: string;
  readonly port: number;
  /** Takes no more requests, waits for what is under way as long as it may, and gives up open uploads. */
  close(): Promise<void>;
}

/** In milliseconds: an upload may take any time, as long as something comes. */
const limits = { requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 65_000 };
const idleLimit = 120_000;

/**
 * Starts a registry and returns when it takes requests.
 * @throws BpError USAGE where the port cannot be had, CONFIG where certificate and key are none or no pair
 */
export async function serveRegistry(options: ServeOptions): Promise<RunningRegistry> {
  const registry = createRegistry(options);
  const server = serverOf(options.tls, registry.listener);
  server.setTimeout(idleLimit);
  const { port = 0, address = "127.0.0.1" } = options;
  const bound = await listen(server, port, address);
  return {
    host: `${address.includes(":") ? `[${address}]` : address}:${bound}`,
    port: bound,
    close: async () => {
      await end(server, options.graceMs ?? 0);
      await registry.close();
    },
  };
}

async function end(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if (graceMs === 0) server.closeAllConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}

function serverOf(tls: TlsFiles | undefined, listener: RequestListener): Server {
  const options = { ...limits, noDelay: true };
  if (tls === undefined) return createServer(options, listener);
  try {
    const { certificate: cert, key } = tls;
    return createSecureServer({ ...options, cert, key, minVersion: "TLSv1.2" }, listener);
  } catch (error) {
    throw new BpError("CONFIG", "the certificate and the key cannot be used", {
      hint: "both are PEM files, and the key is the one that the certificate was made for",
      cause: error,
    });
  }
}

function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const code = "code" in error ? String(error.code) : error.name;
      reject(
        new BpError("USAGE", `cannot listen on ${address}:${port}: ${code}`, {
          hint: "choose another port, or let the program choose with --port 0",
          details: { address, port, code },
        }),
      );
    });
    server.listen(port, address, () => {
      const place = server.address();
      resolve(typeof place === "object" && place !== null ? place.port : port);
    });
  });
}
