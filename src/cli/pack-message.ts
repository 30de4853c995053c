import type { ArchiveRequest, MadeArchive } from "../app/package.ts";
import { BpError } from "../model/error.ts";
import type { ErrorCode } from "../model/error.ts";
import type { ArchiveFolder } from "./archive-writer.ts";

/** What a thread that makes archives is started with. */
export interface PackSettings {
  /** The workspace's root, absolute. */
  readonly root: string;
  readonly folder: ArchiveFolder;
}

export interface PackOrder {
  /** Names the order in the thread's answer. */
  readonly id: number;
  readonly request: ArchiveRequest;
}

/** What the thread says of an order; plain data, as errors lose their class on the way. */
export type PackAnswer = { readonly id: number } & (
  | { readonly kind: "made"; readonly made: MadeArchive }
  | {
      readonly kind: "refused";
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string | undefined;
    }
  /** A bug; with its stack. */
  | { readonly kind: "broken"; readonly text: string }
);

export function answerOf(id: number, error: unknown): PackAnswer {
  if (error instanceof BpError) {
    const { code, message, hint } = error;
    return { id, kind: "refused", code, message, hint };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { id, kind: "broken", text };
}

/** What was made. @throws BpError what the thread refused, Error its bug */
export function madeOf(answer: PackAnswer): MadeArchive {
  if (answer.kind === "made") return answer.made;
  if (answer.kind === "broken") throw new Error(answer.text);
  const { code, message, hint } = answer;
  throw new BpError(code, message, hint === undefined ? {} : { hint });
}
