import { mkdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:https";

import { hash } from "bcryptjs";

import { PROGRAM } from "./bp.ts";
import { freePort } from "./port.ts";
import { mustRun } from "./process.ts";
import type { Scratch } from "./scratch.ts";
import { startProgram } from "./started.ts";

/** `bp serve` over https that asks who one is. */
export interface GuardedServe {
  readonly host: string;
  readonly user: string;
  readonly password: string;
  /** For programs written in Go: they trust the registry's certificate. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const [user, password] = ["ci", "a secret of ci"] as const;

/** Throws an Error where openssl is not there, or the registry does not come up. */
export async function startGuardedServe(scratch: Scratch): Promise<GuardedServe> {
  const [cert, key, users] = ["tls.crt", "tls.key", "users"].map((name) => scratch.path(name));
  await mkdir(scratch.path("guarded"), { recursive: true });
  const subject = [
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost,IP:127.0.0.1",
  ];
  const keyed = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert];
  await mustRun("openssl", ["req", "-x509", ...keyed, ...subject] as string[]);
  await writeFile(users ?? "", `${user}:${await hash(password, 4)}\n`);
  const port = await freePort();
  const host = `localhost:${port}`;
  const args = ["--port", String(port), "--tls-cert", cert, "--tls-key", key, "--htpasswd", users];
  const command = [process.execPath, PROGRAM, "serve", scratch.path("guarded"), ...args];
  const ca = await readFile(cert ?? "", "utf8");
  const server = await startProgram(
    command as [string, ...string[]],
    { env: process.env, cwd: scratch.path("guarded") },
    () => asksForLogin(port, ca),
  );
  if (!server) throw new Error("bp serve does not start with users and a certificate");
  return {
    host,
    user,
    password,
    env: { ...scratch.env, SSL_CERT_FILE: cert ?? "" },
    stop: () => server.stop(),
  };
}

function asksForLogin(port: number, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    request({ host: "localhost", port, path: "/v2/", ca }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 401);
    })
      .on("error", () => resolve(false))
      .end();
  });
}
