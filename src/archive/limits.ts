/** What an archive may hold before it is refused. */
export interface ArchiveLimits {
  /** Bytes of all files together. */
  readonly total: number;
  /** Bytes of one file. */
  readonly file: number;
  readonly entries: number;
}

const MiB = 1024 * 1024;

/** Helm's limits of a chart (interop §1.6); the number of entries is ours, to bound memory. */
export const chartLimits: ArchiveLimits = { total: 100 * MiB, file: 5 * MiB, entries: 20_000 };

/** In bytes, of a chart's archive as it lies packed: headers, and data that does not compress, make it larger than its files. */
export const packedLimit: number = chartLimits.total + 16 * MiB;
