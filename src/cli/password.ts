import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

import { BpError } from "../model/error.ts";

/** Asks for a new password twice at the terminal, without showing it. @throws BpError BAD_PASSWORD where they differ */
export async function askPassword(): Promise<string> {
  const first = await askSecret("Password for the private key (empty for none): ");
  const second = await askSecret("The same again: ");
  if (first === second) return first;
  throw new BpError("BAD_PASSWORD", "the two passwords differ", {
    hint: "nothing was written: try again",
  });
}

/** Asks at the terminal. */
export async function askLine(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  try {
    return await reader.question(question);
  } finally {
    reader.close();
  }
}

/** Asks at the terminal, without showing the answer. */
export async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  // readline echoes what is typed to its output: one that swallows everything keeps the password off the screen.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await reader.question("");
  } finally {
    reader.close();
    process.stderr.write("\n");
  }
}
