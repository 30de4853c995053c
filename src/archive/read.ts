import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";
import { gunzip } from "./gunzip.ts";
import type { ArchiveLimits } from "./limits.ts";
import { chartLimits } from "./limits.ts";
import { pathFault, placePath } from "./path.ts";
import { blockSize } from "./tar-header.ts";
import type { TarMember } from "./tar-reader.ts";
import { readTar } from "./tar-reader.ts";

/** A file of an archive that is being read. */
export interface ReadEntry {
  /** Below the archive's top folder, with `/`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Offset of its bytes in the unpacked tar. */
  readonly offset: number;
  /** To be read before the next entry is asked for. */
  readonly body: Bytes;
  /** Permission bits. */
  readonly mode: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

export interface ReadOptions {
  /** What messages call the archive. */
  readonly name: string;
  /** The archive has no top folder, as one of Flux: `./` before a name falls away. */
  readonly flat?: boolean;
  /** Helm's for a chart, unless given. */
  readonly limits?: ArchiveLimits;
}

/**
 * The files of a tar.gz with exactly one top folder, which is taken off, or with none where it is flat. Sizes are
 * checked from the headers before a
 * body is unpacked; folders are passed over, links and devices refused.
 * @throws BpError BAD_ARCHIVE or LIMIT, naming archive, entry and reason
 */
export function readTarGz(bytes: Bytes, options: ReadOptions): AsyncGenerator<ReadEntry> {
  return readEntries(unpacked(bytes, options), options);
}

/** The tar in a tar.gz, no longer than the limits allow. @throws BpError BAD_ARCHIVE, LIMIT */
export function unpacked(bytes: Bytes, options: ReadOptions): Bytes {
  return bounded(gunzip(bytes, options.name), options);
}

/** Files within the limits fit into a tar of this size, headers and padding included. */
export function tarLimit(limits: ArchiveLimits): number {
  return limits.total + limits.entries * 4 * blockSize + 2 * 1024 * 1024;
}

/** Headers and fill-up zeros count too, so that they cannot go on for ever. */
async function* bounded(tar: Bytes, options: ReadOptions): Bytes {
  const limit = tarLimit(options.limits ?? chartLimits);
  let total = 0;
  for await (const chunk of tar) {
    total += chunk.length;
    if (total > limit) {
      throw new BpError(
        "LIMIT",
        `${options.name} is too large: it unpacks to more than ${limit} bytes`,
      );
    }
    yield chunk;
  }
}

/** As readTarGz, of a tar that is unpacked already. */
export async function* readEntries(tar: Bytes, options: ReadOptions): AsyncGenerator<ReadEntry> {
  const account = new Account(options);
  for await (const member of readTar(tar, options.name)) {
    account.count(member);
    if (member.kind === "folder") continue;
    const { size, offset, body, mode, mtime } = member;
    yield { path: account.admit(member), size, offset, body, mode, mtime };
  }
}

/** What has been seen of an archive, against its limits. */
class Account {
  readonly #name: string;
  readonly #limits: ArchiveLimits;
  readonly #seen = new Set<string>();
  readonly #isFlat: boolean;
  #top: string | undefined;
  #members = 0;
  #total = 0;

  constructor({ name, limits = chartLimits, flat = false }: ReadOptions) {
    this.#name = name;
    this.#limits = limits;
    this.#isFlat = flat;
  }

  count(member: TarMember): void {
    this.#members += 1;
    if (this.#members > this.#limits.entries) {
      throw this.#tooLarge(`it has more than ${this.#limits.entries} entries`);
    }
    if (member.kind === "folder" && member.size > 0)
      throw this.#bad(member, "a folder with a body");
  }

  /** The member's path below the top folder, where there is one. */
  admit(member: TarMember): string {
    if (member.kind !== "file") throw this.#bad(member, `a ${member.kind} is not allowed`);
    const path = this.#isFlat ? this.#flatPath(member) : this.#belowTop(member);
    if (this.#seen.has(path)) throw this.#bad(member, "a second file of this name");
    this.#seen.add(path);
    this.#weigh(member);
    return path;
  }

  #belowTop(member: TarMember): string {
    const placed = placePath(member.name);
    if (typeof placed === "string") throw this.#bad(member, placed);
    this.#top ??= placed.top;
    if (this.#top !== placed.top)
      throw this.#bad(member, `a second top folder, beside ${this.#top}`);
    return placed.path;
  }

  #flatPath(member: TarMember): string {
    const path = member.name.replace(/^\.\//u, "");
    const fault = pathFault(path);
    if (fault !== undefined) throw this.#bad(member, fault);
    return path;
  }

  #weigh({ name, size }: TarMember): void {
    const { file, total } = this.#limits;
    const what = JSON.stringify(name.slice(0, 200));
    if (size > file)
      throw this.#tooLarge(`${what} has ${size} bytes, the limit for a file is ${file}`);
    this.#total += size;
    if (this.#total > total)
      throw this.#tooLarge(`with ${what} it unpacks to more than ${total} bytes`);
  }

  #bad(member: TarMember, reason: string): BpError {
    const name = JSON.stringify(member.name.slice(0, 200));
    return new BpError("BAD_ARCHIVE", `cannot read ${this.#name}: ${name}: ${reason}`);
  }

  #tooLarge(reason: string): BpError {
    return new BpError("LIMIT", `${this.#name} is too large: ${reason}`);
  }
}
