import type { RunningRegistry } from "../oci/index.ts";
import { serveRegistry } from "../oci/index.ts";

export interface ServeInput {
  /** The folder of layouts. */
  readonly folder: string;
  readonly port: number;
  readonly readOnly: boolean;
}

/** Starts a registry on loopback. @throws BpError USAGE where the port is taken */
export function serve({ folder, port, readOnly }: ServeInput): Promise<RunningRegistry> {
  return serveRegistry({ root: folder, port, readOnly });
}
