import type { ProgressEvent } from "./event.ts";

/**
 * A stream of chunks of any size. A chunk is the reader's until it asks for the next one, whose bytes may take the same
 * place: who keeps a chunk copies it (a Buffer's `slice` does not). So memory stays flat however much flows.
 */
export type Bytes = AsyncIterable<Uint8Array>;

/** Bytes that can be read again from the start, so that a failed upload can be retried. */
export interface Content {
  open(): Bytes;
}

/** Bytes that can be read at any place. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` to `end`, end exclusive. @throws BpError UNREADABLE */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Random-access bytes that were written once: in memory while small, in a temporary file beyond. */
export interface Spooled extends Content, RandomAccess {
  /** Gives the temporary file back. Safe to call twice. */
  dispose(): Promise<void>;
}

/** Keeps bytes aside. @throws BpError LIMIT as soon as more than `limit` bytes came. */
export type Spool = (bytes: Bytes, limit: number) => Promise<Spooled>;

/** The outside world. Everything below `cli` gets it from here, so that artifacts are reproducible and tests still. */
export interface Ports {
  readonly now: () => Date;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly spool: Spool;
  readonly emit: (event: ProgressEvent) => void;
}
