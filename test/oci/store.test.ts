import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { layoutStore, memoryStore, registryStore, serveRegistry } from "../../src/oci/index.ts";
import type { Store } from "../../src/oci/index.ts";
import { startDistribution, whyNoDistribution } from "../support/distribution.ts";
import { testClient } from "./artifact.ts";
import { storeContract } from "./store-contract.ts";

storeContract("memory", async () => {
  const stores = new Map<string, Store>();
  return {
    open: (name) => {
      const store = stores.get(name) ?? memoryStore();
      stores.set(name, store);
      return store;
    },
  };
});

storeContract("layout", async () => {
  const root = await mkdtemp(join(tmpdir(), "bp-layout-"));
  return {
    open: (name) => layoutStore(join(root, name), { root }),
    close: () => rm(root, { recursive: true, force: true }),
  };
});

storeContract("remote over our server", async () => {
  const root = await mkdtemp(join(tmpdir(), "bp-served-"));
  const server = await serveRegistry({ root });
  const client = testClient();
  return {
    open: (path) => registryStore({ client, host: server.host, path }),
    close: async () => {
      client.close();
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
});

storeContract(
  "remote over Docker distribution",
  async () => {
    const server = await startDistribution();
    const client = testClient();
    return {
      sha256Alone: true,
      keepsTags: true,
      open: (path) => registryStore({ client, host: server.host, path }),
      close: async () => {
        client.close();
        await server.stop();
      },
    };
  },
  whyNoDistribution,
);
