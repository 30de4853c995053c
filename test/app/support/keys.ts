import { randomBytes } from "node:crypto";

import type { KeyStore } from "../../../src/app/keys.ts";

export interface MemoryKeys extends KeyStore {
  /** Path to text and mode. */
  readonly files: Map<string, { readonly text: string; readonly mode: number }>;
}

/** Key files in memory, with the rules of those on disk. */
export function memoryKeys(
  files: Readonly<Record<string, string>> = {},
  environment: KeyStore["environment"] = {},
): MemoryKeys {
  const kept = new Map(Object.entries(files).map(([path, text]) => [path, { text, mode: 0o600 }]));
  return {
    files: kept,
    environment,
    randomBytes: (length) => randomBytes(length),
    read: async (path) => kept.get(path)?.text,
    mode: async (path) => kept.get(path)?.mode,
    create: async (path, text, mode) => {
      if (kept.has(path)) return false;
      kept.set(path, { text, mode });
      return true;
    },
  };
}
