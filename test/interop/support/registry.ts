import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "./port.ts";
import { registryAnswers, startProgram } from "./started.ts";

/** Docker distribution on a loopback port, over a folder of its own. */
export interface Registry {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** Where the blobs lie: `<storage>/docker/registry/v2/…`. */
  readonly storage: string;
  /** Of the server's process. */
  readonly pid: number;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

export interface RegistryOptions {
  /** A registry whose storage is copied first. Default: start empty. */
  readonly from?: Registry;
  /** Another build of the same program. Default: Debian's. */
  readonly program?: string;
}

/** Somebody else may take the port between its choice and its use. */
const START_TRIES = 3;

/** Throws an Error where the program does not come up. */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const { from, program = "docker-registry" } = options;
  const folder = await mkdtemp(join(tmpdir(), "bp-registry-"));
  const storage = join(folder, "storage");
  if (from) await cp(from.storage, storage, { recursive: true });
  else await mkdir(storage);
  for (let tried = 1; tried <= START_TRIES; tried += 1) {
    const host = `127.0.0.1:${await freePort()}`;
    const file = join(folder, "config.yml");
    await writeFile(file, configuration(storage, host));
    const command = [program, "serve", file] as const;
    const server = await startProgram(command, { env: process.env }, () => registryAnswers(host));
    if (!server) continue;
    const stop = async (): Promise<void> => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    };
    return { host, storage, pid: server.pid, stop };
  }
  throw new Error(`${program} does not start over ${folder}`);
}

/** The secret only has to be there, so that the server does not warn of its absence. */
function configuration(storage: string, host: string): string {
  return `version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: ${JSON.stringify(storage)}}
  delete: {enabled: true}
  maintenance: {uploadpurging: {enabled: false}}
http: {addr: "${host}", secret: loopback}
`;
}
