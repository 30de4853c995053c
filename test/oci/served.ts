import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Client, ClientOptions, Store } from "../../src/oci/index.ts";
import { registryStore, serveRegistry } from "../../src/oci/index.ts";
import type { FaultPlan, Proxy } from "../support/registry.ts";
import { startProxy } from "../support/registry.ts";
import { testClient } from "./artifact.ts";

/** Our registry with a proxy before it that counts and makes faults. */
export interface Served {
  readonly root: string;
  readonly proxy: Proxy;
  /** Straight to the registry. */
  readonly direct: Store;
  client(options?: Partial<ClientOptions>): Client;
  store(options?: Partial<ClientOptions>): Store;
  close(): Promise<void>;
}

export async function startServed(plan?: FaultPlan): Promise<Served> {
  const root = await mkdtemp(join(tmpdir(), "bp-faults-"));
  const server = await serveRegistry({ root });
  const proxy = await startProxy(server.host, plan);
  const clients: Client[] = [];
  const client = (options: Partial<ClientOptions> = {}): Client => {
    const made = testClient(options);
    clients.push(made);
    return made;
  };
  return {
    root,
    proxy,
    direct: registryStore({ client: client(), host: server.host, path: "repo" }),
    client,
    store: (options) => registryStore({ client: client(options), host: proxy.host, path: "repo" }),
    close: async () => {
      for (const one of clients) one.close();
      await proxy.close();
      await server.close();
      // A request whose connection was cut may still be at work.
      await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}
