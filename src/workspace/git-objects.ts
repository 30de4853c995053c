import type { ChildProcessWithoutNullStreams } from "node:child_process";

import { BpError } from "../model/error.ts";
import type { Git } from "./git.ts";
import { gitMissing, startGit } from "./git.ts";

interface Question {
  readonly object: string;
  /** The largest content that is kept, in bytes. */
  readonly limit: number;
  readonly answer: (blob: Blob) => void;
  readonly fail: (error: BpError) => void;
}

/** A content that git knows. */
export interface Blob {
  /** In bytes. */
  readonly size: number;
  /** Empty where it is larger than the limit. */
  readonly bytes: Uint8Array;
}

/** An answer that is being read. */
interface Open {
  readonly question: Question;
  readonly size: number;
  readonly chunks: Uint8Array[];
  /** Bytes to come, the line break after the content included. */
  left: number;
}

const newline = 10;

/** git's answers about objects, in the order of the questions: one process, started at the first of them. */
export class GitObjects {
  readonly #git: Git;
  #child: ChildProcessWithoutNullStreams | undefined;
  #questions: Question[] = [];
  #unsent = "";
  #open: Open | undefined;
  #head: Uint8Array = new Uint8Array();
  #ended: BpError | undefined;

  constructor(git: Git) {
    this.#git = git;
  }

  /**
   * A content of more bytes than the limit is passed over as it comes: it costs time, no memory, and no second process.
   * @throws BpError UNREADABLE where the object is not here or git ends
   */
  ask(object: string, limit: number): Promise<Blob> {
    return new Promise((answer, fail) => {
      if (this.#ended !== undefined) return fail(this.#ended);
      this.#questions.push({ object, limit, answer, fail });
      this.#send(`${object}\n`);
    });
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.stdin.end();
    await ended;
  }

  /** What is asked in one turn goes out in one write. */
  #send(question: string): void {
    const { stdin } = this.#process();
    if (this.#unsent === "")
      setImmediate(() => {
        stdin.write(this.#unsent);
        this.#unsent = "";
      });
    this.#unsent += question;
  }

  #process(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child;
    const child = startGit(this.#git, ["cat-file", "--batch"]);
    child.once("error", (error) => this.#end(gitMissing(error)));
    child.once("close", () => this.#end(new BpError("UNREADABLE", "git cat-file ended early")));
    // Its end is told by the process itself.
    child.stdin.on("error", () => undefined);
    child.stderr.resume();
    child.stdout.on("data", (chunk: Uint8Array) => this.#take(chunk));
    this.#child = child;
    return child;
  }

  #end(error: BpError): void {
    this.#ended ??= error;
    const open = this.#open === undefined ? [] : [this.#open.question];
    for (const { fail } of [...open, ...this.#questions]) fail(error);
    this.#questions = [];
    this.#open = undefined;
  }

  #take(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0)
      rest = this.#open === undefined ? this.#takeHead(rest) : this.#takeBody(this.#open, rest);
  }

  /** `<object> <type> <size>`, or `<object> missing`. */
  #takeHead(chunk: Uint8Array): Uint8Array {
    const end = chunk.indexOf(newline);
    this.#head = Buffer.concat([this.#head, end === -1 ? chunk : chunk.subarray(0, end)]);
    if (end === -1) return new Uint8Array();
    const head = Buffer.from(this.#head).toString("utf8");
    this.#head = new Uint8Array();
    const question = this.#questions.shift();
    const size = /^\S+ blob (\d+)$/u.exec(head)?.[1];
    if (question === undefined) return new Uint8Array();
    if (size === undefined) question.fail(missing(question.object));
    else this.#open = { question, size: Number(size), chunks: [], left: Number(size) + 1 };
    return chunk.subarray(end + 1);
  }

  #takeBody(open: Open, chunk: Uint8Array): Uint8Array {
    const { question, size, chunks } = open;
    const part = chunk.subarray(0, open.left);
    if (size <= question.limit) chunks.push(part);
    open.left -= part.length;
    if (open.left === 0) {
      this.#open = undefined;
      const bytes =
        size <= question.limit ? Buffer.concat(chunks).subarray(0, size) : new Uint8Array();
      question.answer({ size, bytes });
    }
    return chunk.subarray(part.length);
  }
}

function missing(object: string): BpError {
  return new BpError("UNREADABLE", `git has no content for the object ${object}`, {
    hint: "a partial clone lacks it: `git fetch --refetch` brings it",
  });
}
