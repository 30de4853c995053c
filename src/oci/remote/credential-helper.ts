import { execFile } from "node:child_process";

import { BpError } from "../../model/error.ts";
import { isObject, parseJson } from "../manifest.ts";
import type { Credential } from "./credentials.ts";

const timeLimitMs = 30_000;
const outputLimit = 64 * 1024;
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
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Credential | undefined> {
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]{1,64}$/u.test(name)) throw failure(program, host, "that is no name of a program");
  const { failed, stdout } = await run(program, host, environment);
  if (failed !== undefined) {
    if (nothingThere.test(stdout)) return undefined;
    throw failure(program, host, failed);
  }
  const answer = parseJson(Buffer.from(stdout));
  const [username, secret] = isObject(answer) ? [answer["Username"], answer["Secret"]] : [];
  if (typeof username !== "string" || typeof secret !== "string")
    throw failure(program, host, "its answer is not what the protocol says");
  if (username === "<token>") return { kind: "identity", token: secret };
  return secret === "" ? undefined : { kind: "basic", username, password: secret };
}

/** Only the kind of the failure is kept: what the program prints may be secret. */
function run(
  program: string,
  input: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Outcome> {
  const options = {
    env: { ...environment },
    timeout: timeLimitMs,
    killSignal: "SIGKILL" as const,
    maxBuffer: outputLimit,
    encoding: "utf8" as const,
  };
  return new Promise((resolve) => {
    const child = execFile(program, ["get"], options, (error, stdout) => {
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

function failure(program: string, host: string, why: string): BpError {
  return new BpError("UNAUTHORIZED", `${program} gives no credential for ${host}: ${why}`, {
    hint: "the Docker configuration names this program: install it, or remove the entry and log in again",
    details: { program, host },
  });
}
