import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { hash } from "bcryptjs";

/** Debian's Docker distribution, on a loopback port, over a folder of its own. */
export interface Distribution {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** Where it keeps blobs: `<storage>/docker/registry/v2`. */
  readonly storage: string;
  stop(): Promise<void>;
}

/** Why there is none to start; undefined where `docker-registry` is on the PATH. */
export const whyNoDistribution: string | undefined =
  spawnSync("docker-registry", ["--version"]).status === 0
    ? undefined
    : "the Debian package docker-registry is not installed";

export interface DistributionOptions {
  /** Another build of the same program; Debian's by default. */
  readonly program?: string;
  /** It knows one user, `mona`, whose password is `right-one`; by default it asks nobody. */
  readonly users?: boolean;
}

/** Starts an empty registry. Ask `whyNoDistribution` first where it is Debian's. */
export async function startDistribution({
  program = "docker-registry",
  users = false,
}: DistributionOptions = {}): Promise<Distribution> {
  const folder = await mkdtemp(join(tmpdir(), "bp-distribution-"));
  const storage = join(folder, "storage");
  await mkdir(storage);
  for (let tried = 0; tried < 3; tried += 1) {
    const port = await freePort();
    const file = join(folder, "config.yml");
    const auth = users ? await htpasswd(folder) : "";
    await writeFile(file, `${configuration(storage, port)}${auth}`);
    const child = spawn(program, ["serve", file], { stdio: "ignore" });
    const host = `127.0.0.1:${port}`;
    if (await comesUp(child, host)) return { host, storage, stop: () => stop(child, folder) };
    child.kill("SIGKILL");
  }
  throw new Error("docker-registry does not start");
}

function configuration(storage: string, port: number): string {
  return `version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: ${JSON.stringify(storage)}}
  delete: {enabled: true}
  maintenance: {uploadpurging: {enabled: false}}
http: {addr: "127.0.0.1:${port}", secret: loopback}
`;
}

/** The configuration of the one user. */
async function htpasswd(folder: string): Promise<string> {
  const path = join(folder, "htpasswd");
  await writeFile(path, `mona:${(await hash("right-one", 4)).replace("$2b$", "$2y$")}\n`);
  return `auth: {htpasswd: {realm: test, path: ${JSON.stringify(path)}}}\n`;
}

async function comesUp(child: ChildProcess, host: string): Promise<boolean> {
  const ended = new AbortController();
  child.once("exit", () => ended.abort());
  child.once("error", () => ended.abort());
  for (let tried = 0; tried < 600 && !ended.signal.aborted; tried += 1) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200 || answer?.status === 401) return true;
    await sleep(50);
  }
  return false;
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
    });
    child.kill("SIGKILL");
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
