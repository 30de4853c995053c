import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { InstalledPeer } from "../test/interop/support/peers.ts";
import { peersNamed, REPOSITORY } from "../test/interop/support/peers.ts";

/** A program that moves an artifact between a folder of layouts and a registry on loopback. */
export interface Mover {
  readonly name: string;
  /** The command line that pushes `<folder>/<name>:1.0.0` to `<host>/<name>:1.0.0`. */
  readonly push: (place: Place) => readonly string[];
  /** The other way round, into an empty folder. */
  readonly pull: (place: Place) => readonly string[];
}

export interface Place {
  readonly folder: string;
  readonly name: string;
  readonly host: string;
}

const program = join(REPOSITORY, "bin/bp.js");

function bp(): Mover {
  const mirror = [process.execPath, program, "mirror"];
  return {
    name: "bp mirror",
    push: ({ folder, name, host }) => [
      ...mirror,
      `oci-layout:${join(folder, name)}:1.0.0`,
      "--to",
      host,
    ],
    pull: ({ folder, name, host }) => [
      ...mirror,
      `${host}/${name}:1.0.0`,
      "--to",
      `oci-layout:${folder}`,
    ],
  };
}

function oras(path: string, label: string): Mover {
  return {
    name: `${label} cp`,
    push: ({ folder, name, host }) => [
      path,
      "cp",
      "--from-oci-layout",
      "--to-plain-http",
      `${join(folder, name)}:1.0.0`,
      `${host}/${name}:1.0.0`,
    ],
    pull: ({ folder, name, host }) => [
      path,
      "cp",
      "--to-oci-layout",
      "--from-plain-http",
      `${host}/${name}:1.0.0`,
      `${join(folder, name)}:1.0.0`,
    ],
  };
}

function crane(path: string, label: string): Mover {
  return {
    name: `${label} push, pull`,
    push: ({ folder, name, host }) => [
      path,
      "push",
      "--insecure",
      join(folder, name),
      `${host}/${name}:1.0.0`,
    ],
    pull: ({ folder, name, host }) => [
      path,
      "pull",
      "--insecure",
      "--format",
      "oci",
      `${host}/${name}:1.0.0`,
      join(folder, name),
    ],
  };
}

function built(name: string): readonly InstalledPeer[] {
  return peersNamed(name).filter(({ present }) => present);
}

/** bp, and the peers that are built. */
export function movers(): readonly Mover[] {
  return [
    bp(),
    ...built("oras").map(({ path, label }) => oras(path, label)),
    ...built("crane").map(({ path, label }) => crane(path, label)),
  ];
}

/** Runs a command to its end, and gives the most memory that it held, in bytes. @throws Error where it fails */
export async function run(command: readonly string[], cwd: string): Promise<number> {
  const [file = "", ...args] = command;
  const child = spawn(file, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, highWater(child.pid));
  };
  const timer = setInterval(look, 20);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (ended) => resolve(ended));
  });
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}\n${said}`);
  return peak;
}

/** The kernel's mark of a process that runs, 0 where there is none. */
function highWater(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return 0;
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(file, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
