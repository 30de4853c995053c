import { createServer } from "node:http";
import type { Server } from "node:http";

import { BpError } from "../../model/error.ts";
import type { ServerOptions } from "./registry.ts";
import { createRegistry } from "./registry.ts";

export interface ServeOptions extends ServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to bind to; 127.0.0.1 by default. */
  readonly address?: string;
}

export interface RunningRegistry {
  /** `address:port`, as a reference begins. */
  readonly host: string;
  readonly port: number;
  /** Ends connections and open uploads. */
  close(): Promise<void>;
}

/** Starts a registry and returns when it takes requests. @throws BpError USAGE where the port cannot be had */
export async function serveRegistry(options: ServeOptions): Promise<RunningRegistry> {
  const registry = createRegistry(options);
  const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, registry.listener);
  const { port = 0, address = "127.0.0.1" } = options;
  const bound = await listen(server, port, address);
  return {
    host: `${address.includes(":") ? `[${address}]` : address}:${bound}`,
    port: bound,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await registry.close();
    },
  };
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
