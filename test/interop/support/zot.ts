import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestedRegistry } from "../../oci/remote/tested-registry.ts";
import { freePort } from "./port.ts";
import { registryAnswers, startProgram } from "./started.ts";

/** zot over an empty folder of its own. Throws an Error where it does not come up. */
export async function startZot(program: string): Promise<TestedRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "bp-zot-"));
  const port = await freePort();
  const file = join(folder, "config.json");
  const configuration = {
    distSpecVersion: "1.1.1",
    storage: { rootDirectory: join(folder, "storage"), gc: false },
    http: { address: "127.0.0.1", port: String(port) },
    log: { level: "error" },
  };
  await writeFile(file, JSON.stringify(configuration));
  const host = `127.0.0.1:${port}`;
  const command = [program, "serve", file] as const;
  const server = await startProgram(command, { env: process.env }, () => registryAnswers(host));
  if (server === undefined) throw new Error("zot does not start");
  const close = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { host, close };
}
