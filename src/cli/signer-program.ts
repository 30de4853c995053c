import { spawn } from "node:child_process";
import { resolve } from "node:path";

import type { AskProgram } from "../app/keys.ts";
import { BpError } from "../model/error.ts";
import { keepSecret } from "../model/redact.ts";
import { duration } from "./duration.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Time for a person to touch a token. */
const patience = "60s";
/** In bytes. */
const [answerLimit, complaintLimit] = [64 * 1024, 64 * 1024];

/** Given to every signer program, with all that begins as below. */
const common = ["PATH", "HOME", "TMPDIR", "LANG", "SYSTEMROOT"];
const prefix = "BP_SIGNER_";

/**
 * Runs a signer program (docs/signers.md) once a question, without a shell.
 * @param folder what a path is relative to; a bare name is looked for on the PATH
 */
export function signerProgram(
  program: string,
  folder: string,
  environment: Environment,
): AskProgram {
  const path = /[\\/]/u.test(program) ? resolve(folder, program) : program;
  const env = environmentFor(environment);
  const limit = duration(environment["BP_SIGNER_TIMEOUT"] ?? patience, "BP_SIGNER_TIMEOUT");
  return async (verb, request) => {
    const { code, answer, complaint } = await runToEnd(path, verb, { request, env, folder, limit });
    if (code === 0) return answer;
    const said = complaint.replaceAll(/\s+/gu, " ").trim().slice(0, 400);
    throw fault(program, `${ending(code)} at ${verb}${said === "" ? "" : `: ${said}`}`);
  };
}

/**
 * A small environment: none of the run's own tokens and passwords. What the program needs is named by its own prefix, or
 * listed in BP_SIGNER_ENV.
 */
function environmentFor(environment: Environment): NodeJS.ProcessEnv {
  const listed = (environment["BP_SIGNER_ENV"] ?? "").split(",").map((name) => name.trim());
  const own = Object.keys(environment).filter((name) => name.startsWith(prefix));
  for (const name of own.filter((one) => /PIN|PASSWORD|SECRET|TOKEN$/u.test(one)))
    keepSecret(environment[name] ?? "");
  const names = [...common, ...own, ...listed];
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}

interface Given {
  readonly request: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where it runs. */
  readonly folder: string;
  /** In milliseconds. */
  readonly limit: number;
}

interface Ended {
  /** null where it was killed. */
  readonly code: number | null;
  readonly answer: Uint8Array;
  readonly complaint: string;
}

/** @throws BpError BAD_KEY where it cannot be started, says too much, or takes too long */
async function runToEnd(
  path: string,
  verb: string,
  { request, env, folder, limit }: Given,
): Promise<Ended> {
  const child = spawn(path, [verb], { cwd: folder, env, stdio: "pipe" });
  const ended = new Promise<number | null>((settle, reject) => {
    child.once("error", (error) => reject(fault(path, `cannot be started: ${error.message}`)));
    child.once("close", settle);
  });
  // A program that needs no request may be gone before it has come.
  child.stdin.on("error", () => undefined).end(request);
  const late = AbortSignal.timeout(limit);
  // What it started itself may hold its output open: nobody waits for that.
  const stop = (): void => {
    child.kill("SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
  };
  late.addEventListener("abort", stop);
  const [answer, complaint] = [collected(answerLimit, stop), collected(complaintLimit)];
  child.stdout.on("data", answer.add);
  child.stderr.on("data", complaint.add);
  try {
    const code = await ended;
    if (late.aborted) throw fault(path, `gave no answer to ${verb} within ${limit / 1000} s`);
    if (answer.full()) throw fault(path, `answers ${verb} with more than ${answerLimit} bytes`);
    return { code, answer: answer.bytes(), complaint: complaint.bytes().toString("utf8") };
  } finally {
    late.removeEventListener("abort", stop);
  }
}

interface Collected {
  readonly add: (chunk: Buffer) => void;
  readonly bytes: () => Buffer;
  readonly full: () => boolean;
}

/** What comes, up to a limit; what is beyond is not kept. */
function collected(limit: number, overflow: () => void = () => undefined): Collected {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    add: (chunk) => {
      if (size <= limit) chunks.push(chunk);
      size += chunk.length;
      if (size > limit) overflow();
    },
    bytes: () => Buffer.concat(chunks).subarray(0, limit),
    full: () => size > limit,
  };
}

function ending(code: number | null): string {
  return code === null ? "was killed" : `ended with ${code}`;
}

function fault(program: string, what: string): BpError {
  return new BpError("BAD_KEY", `the signer program ${program} ${what}`, {
    hint: "docs/signers.md has the protocol; it is given PATH, HOME, BP_SIGNER_* and what BP_SIGNER_ENV lists",
  });
}
