import { execFile } from "node:child_process";

import { BpError } from "../../model/error.ts";
import { isObject, parseJson } from "../manifest.ts";
import type { Environment } from "./auth-file.ts";
import type { Credential } from "./credential.ts";

const timeLimitMs = 30_000;
const outputLimit = 1024 * 1024;
/** What a helper prints where it has nothing for the host; the texts are part of the helpers' protocol. */
const nothingThere = /credentials not found|no credentials server url|no credentials username/iu;

interface Outcome {
  readonly failed: string | undefined;
  readonly stdout: string;
}

/**
 * Asks `docker-credential-<name> get` with the host on standard input (docker-credential-helpers).
 * @throws BpError UNAUTHORIZED where the program is not there, fails, or takes too long
 */
export async function askHelper(
  name: string,
  host: string,
  environment: Environment,
): Promise<Credential | undefined> {
  const { failed, stdout } = await run(name, "get", { input: host, host, environment });
  if (failed !== undefined) {
    if (nothingThere.test(stdout)) return undefined;
    throw failure(name, host, failed);
  }
  const answer = parseJson(Buffer.from(stdout));
  const [username, secret] = isObject(answer) ? [answer["Username"], answer["Secret"]] : [];
  if (typeof username !== "string" || typeof secret !== "string")
    throw failure(name, host, "its answer is not what the protocol says");
  if (username === "<token>") return { kind: "identity", token: secret };
  return secret === "" ? undefined : { kind: "basic", username, password: secret };
}

/** Gives the program a credential to keep. @throws BpError UNAUTHORIZED */
export async function storeWithHelper(
  name: string,
  host: string,
  { username, password }: { readonly username: string; readonly password: string },
  environment: Environment,
): Promise<void> {
  const input = JSON.stringify({ ServerURL: host, Username: username, Secret: password });
  const { failed } = await run(name, "store", { input, host, environment });
  if (failed !== undefined) throw failure(name, host, failed);
}

/** Takes a credential out; false where it had none. @throws BpError UNAUTHORIZED */
export async function eraseWithHelper(
  name: string,
  host: string,
  environment: Environment,
): Promise<boolean> {
  if ((await askHelper(name, host, environment)) === undefined) return false;
  const { failed } = await run(name, "erase", { input: host, host, environment });
  if (failed !== undefined) throw failure(name, host, failed);
  return true;
}

/** The hosts that the program knows, each with the user's name. @throws BpError UNAUTHORIZED */
export async function listOfHelper(
  name: string,
  environment: Environment,
): Promise<ReadonlyMap<string, string>> {
  const host = "any host";
  const { failed, stdout } = await run(name, "list", { input: "", host, environment });
  if (failed !== undefined) throw failure(name, host, failed);
  const answer = parseJson(Buffer.from(stdout));
  if (!isObject(answer)) throw failure(name, host, "its answer is not what the protocol says");
  const pairs = Object.entries(answer);
  return new Map(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

interface Question {
  readonly input: string;
  readonly host: string;
  readonly environment: Environment;
}

/** Only the kind of the failure is kept: what the program prints may be secret. */
function run(
  name: string,
  action: "get" | "store" | "erase" | "list",
  { input, host, environment }: Question,
): Promise<Outcome> {
  if (!/^[\w.-]{1,64}$/u.test(name)) throw failure(name, host, "that is no name of a program");
  const options = {
    env: { ...environment },
    timeout: timeLimitMs,
    killSignal: "SIGKILL" as const,
    maxBuffer: outputLimit,
    encoding: "utf8" as const,
  };
  return new Promise((resolve) => {
    const child = execFile(`docker-credential-${name}`, [action], options, (error, stdout) => {
      const failed = error === null ? undefined : reason(error);
      resolve({ failed, stdout });
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

function reason(error: Error & { code?: unknown; killed?: boolean | undefined }): string {
  if (error.code === "ENOENT") return "the program is not installed";
  if (error.killed === true) return "it gave no answer in time";
  return `it ended with ${String(error.code)}`;
}

function failure(name: string, host: string, why: string): BpError {
  const program = `docker-credential-${name}`;
  return new BpError("UNAUTHORIZED", `${program} does not answer for ${host}: ${why}`, {
    hint: "the Docker configuration names this program: install it, or remove the entry and log in again",
    details: { program, host },
  });
}
