import { createHash } from "node:crypto";

import type { ArchiveEntry } from "../archive/index.ts";
import { chartLimits, indexArchive } from "../archive/index.ts";
import type { Digest } from "../model/digest.ts";
import { hashed } from "../model/hashed.ts";
import type { Spool } from "../model/ports.ts";
import { entryWithoutMark } from "./byte-order-mark.ts";

/** What the loading of one chart and all that it embeds shares. */
export class LoadContext {
  readonly spool: Spool;
  readonly #disposals: (() => Promise<void>)[] = [];
  /** Bytes that archives may still unpack to: an archive in an archive counts twice. */
  budget: number = 2 * chartLimits.total;

  constructor(spool: Spool) {
    this.spool = spool;
  }

  keep(dispose: () => Promise<void>): void {
    this.#disposals.push(dispose);
  }

  async dispose(): Promise<void> {
    for (const dispose of this.#disposals.splice(0)) await dispose();
  }
}

/** The files of an archive in charts/, and its digest. @throws BpError BAD_ARCHIVE, LIMIT */
export async function unpack(
  archive: ArchiveEntry,
  where: string,
  context: LoadContext,
): Promise<{ entries: readonly ArchiveEntry[]; digest: Digest }> {
  const hash = createHash("sha256");
  const limits = { ...chartLimits, total: Math.min(chartLimits.total, context.budget) };
  const bytes = hashed(archive.open(), hash);
  const index = await indexArchive(bytes, context.spool, { name: where, limits });
  context.keep(() => index.dispose());
  context.budget -= index.entries.reduce((sum, { size }) => sum + size, 0);
  const entries: ArchiveEntry[] = [];
  for (const entry of index.entries) entries.push(await entryWithoutMark(entry));
  return { entries, digest: `sha256:${hash.digest("hex")}` };
}
