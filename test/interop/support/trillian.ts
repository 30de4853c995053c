import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { peersNamed, readPeers } from "./peers.ts";
import { freePort } from "./port.ts";
import { mustRun, run } from "./process.ts";
import type { Started } from "./started.ts";
import { startProgram } from "./started.ts";

/** The Merkle tree behind Rekor, in a database of its own. */
export interface Trillian extends Started {
  /** Of its log server. */
  readonly port: number;
}

const programs = ["trillian_log_server", "trillian_log_signer"] as const;

/** Why there is none on this machine; undefined where there is. */
export function whyNoTrillian(): string | undefined {
  const missing = programs.find((name) => peersNamed(name)[0]?.present !== true);
  if (missing !== undefined) return `${missing} is not there`;
  const there = spawnSync("mariadbd", ["--version"]).status === 0;
  return there ? undefined : "the Debian package mariadb-server is not installed";
}

export async function startTrillian(folder: string): Promise<Trillian> {
  const database = await startDatabase(folder);
  const running: Started[] = [database];
  const stop = async (): Promise<void> => {
    for (const one of running.reverse()) await one.stop();
  };
  try {
    const port = await freePort();
    const log = `127.0.0.1:${port}`;
    running.push(await startServer(programs[0], database.uri, log));
    const often = ["--force_master=true", "--sequencer_interval=50ms", "--batch_size=200"];
    const signer = `127.0.0.1:${await freePort()}`;
    running.push(await startServer(programs[1], database.uri, signer, often));
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServer(
  name: (typeof programs)[number],
  uri: string,
  rpc: string,
  more: readonly string[] = [],
): Promise<Started> {
  const [peer] = peersNamed(name);
  const http = `127.0.0.1:${await freePort()}`;
  const storage = [`--mysql_uri=${uri}`, "--storage_system=mysql", "--quota_system=noop"];
  const args = [...storage, `--rpc_endpoint=${rpc}`, `--http_endpoint=${http}`, ...more];
  const command = [peer?.path ?? name, ...args] as const;
  const started = await startProgram(command, { env: process.env }, async () =>
    fetch(`http://${http}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  if (started === undefined) throw new Error(`${name} does not start`);
  return started;
}

interface Database extends Started {
  readonly uri: string;
}

/** MariaDB over a folder of its own, with Trillian's tables. */
async function startDatabase(folder: string): Promise<Database> {
  const [data, socket] = [join(folder, "db"), join(folder, "db.sock")];
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const plain = ["--no-defaults", ...user, `--datadir=${data}`];
  const install = [...plain, "--auth-root-authentication-method=normal", "--skip-test-db"];
  await mustRun("mariadb-install-db", install, { cwd: folder });
  const where = [`--socket=${socket}`, `--port=${port}`, "--bind-address=127.0.0.1"];
  const command = ["mariadbd", ...plain, ...where, "--innodb-flush-log-at-trx-commit=0"] as const;
  const client = ["--no-defaults", "-uroot", `--socket=${socket}`];
  const ask = (sql: string) => run("mariadb", client, { input: sql });
  const server = await startProgram(
    command,
    { env: process.env, cwd: folder },
    async () => (await ask("select 1")).code === 0,
  );
  if (server === undefined) throw new Error("mariadbd does not start");
  const grants =
    "create database trillian; create user 't'@'127.0.0.1' identified by 't'; grant all on trillian.* to 't'@'127.0.0.1'; use trillian;";
  await mustRun("mariadb", client, { input: `${grants}\n${await tables(folder)}` });
  return { ...server, uri: `t:t@tcp(127.0.0.1:${port})/trillian` };
}

/** The tables as the module of the server that we run has them. */
async function tables(cwd: string): Promise<string> {
  const { module, version } = readPeers().go.find(({ name }) => name === programs[0]) ?? {};
  const { stdout } = await mustRun("go", ["mod", "download", "-json", `${module}@v${version}`], {
    cwd,
    timeoutMs: 300_000,
  });
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
  return readFile(join(Dir, "storage/mysql/schema/storage.sql"), "utf8");
}
