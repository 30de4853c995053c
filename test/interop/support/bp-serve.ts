import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PROGRAM } from "./bp.ts";
import { freePort } from "./port.ts";
import type { Registry } from "./registry.ts";
import { registryAnswers, startProgram } from "./started.ts";

/** `bp serve` over a folder of layouts that is there already. Throws an Error where it does not come up. */
export async function serveLayouts(folder: string): Promise<Registry> {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const command = [process.execPath, PROGRAM, "serve", folder, "--port", String(port)] as const;
  const options = { env: process.env, cwd: folder };
  const server = await startProgram(command, options, () => registryAnswers(host));
  if (!server) throw new Error(`bp serve does not start over ${folder}`);
  return { host, storage: folder, pid: server.pid, stop: () => server.stop() };
}

/** `bp serve` over an empty folder of its own. */
export async function startBpServe(): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), "bp-serve-"));
  const registry = await serveLayouts(folder);
  const stop = async (): Promise<void> => {
    await registry.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...registry, stop };
}
