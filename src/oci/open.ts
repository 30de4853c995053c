import { join } from "node:path";

import type { Target } from "../model/reference.ts";
import { layoutStore } from "./layout/store.ts";
import type { Access } from "./remote/auth.ts";
import type { Client } from "./remote/client.ts";
import { registryStore } from "./remote/store.ts";
import type { Store } from "./store.ts";

export interface OpenOptions {
  readonly client: Client;
  /** http instead of https. Loopback hosts imply it where it is left out. */
  readonly plainHttp?: boolean;
  /** What a token is asked for at once: "push" saves a second token request where the run will write. */
  readonly access?: Access;
  /** Makes the folder of a layout target absolute. */
  readonly resolveFolder?: (folder: string) => string;
}

/** The store of one repository: of a registry, or of a folder of OCI layouts. */
export function openStore(target: Target, options: OpenOptions): Store {
  if (target.kind === "registry") {
    const { client, plainHttp, access } = options;
    return registryStore({
      client,
      host: target.host,
      path: target.path,
      ...(plainHttp === undefined ? {} : { plainHttp }),
      ...(access === undefined ? {} : { access }),
    });
  }
  const root = options.resolveFolder?.(target.folder) ?? target.folder;
  return layoutStore(join(root, target.path), { root });
}
