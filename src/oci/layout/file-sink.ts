import type { FileHandle } from "node:fs/promises";

import type { Bytes } from "../../model/ports.ts";

/** In bytes, of a piece that is worth a call of the system. */
const pieceSize = 256 * 1024;

/**
 * Writes chunks of any size to a file, in larger pieces: while one is on its way to the disk, the next is gathered. A
 * chunk is its owner's again as soon as `write` returns.
 */
export class FileSink {
  readonly #file: FileHandle;
  readonly #pieceSize: number;
  #position: number;
  #piece: Uint8Array | undefined;
  #spare: Uint8Array | undefined;
  #filled = 0;
  #writing: Promise<void> = Promise.resolve();

  /** @param position where in the file the first byte goes @param size how many bytes will come, where that is known */
  constructor(file: FileHandle, position: number, size: number = pieceSize) {
    this.#file = file;
    this.#position = position;
    this.#pieceSize = Math.min(Math.max(size, 1), pieceSize);
  }

  /** @throws Error of node:fs, of an earlier chunk too */
  async write(chunk: Uint8Array): Promise<void> {
    for (let taken = 0; taken < chunk.byteLength;) {
      this.#piece ??= this.#spare ?? new Uint8Array(this.#pieceSize);
      const part = chunk.subarray(taken, taken + this.#piece.byteLength - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.byteLength;
      taken += part.byteLength;
      if (this.#filled === this.#piece.byteLength) await this.#send();
    }
  }

  /** Returns once everything is in the file. @throws Error of node:fs */
  async end(): Promise<void> {
    if (this.#filled > 0) await this.#send();
    await this.#writing;
  }

  /** Hands the piece over once the one before it is written. */
  async #send(): Promise<void> {
    const piece = this.#piece?.subarray(0, this.#filled) ?? new Uint8Array();
    this.#spare = undefined;
    await this.#writing;
    this.#writing = this.#give(piece, this.#piece, this.#position);
    // It is thrown by who waits for it next.
    this.#writing.catch(() => undefined);
    this.#position += piece.byteLength;
    this.#piece = undefined;
    this.#filled = 0;
  }

  /** Once the piece is written, its memory may be used again. */
  async #give(piece: Uint8Array, memory: Uint8Array | undefined, position: number): Promise<void> {
    await writeAll(this.#file, piece, position);
    this.#spare = memory;
  }
}

/** Writes all of it from the beginning of the file. @throws Error of node:fs; what the bytes throw */
export async function pour(bytes: Bytes, file: FileHandle): Promise<void> {
  const sink = new FileSink(file, 0);
  for await (const chunk of bytes) await sink.write(chunk);
  await sink.end();
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    const left = bytes.byteLength - written;
    written += (await file.write(bytes, written, left, position + written)).bytesWritten;
  }
}
