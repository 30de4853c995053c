import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { availableParallelism, freemem } from "node:os";

import { buildPeer, findGo } from "./go-build.ts";
import type { GoPeer } from "./peers.ts";
import { peerLabel, peerPath } from "./peers.ts";

export interface BuildResult {
  readonly peer: string;
  readonly state: "built" | "cached" | "skipped";
  readonly reason: string;
  readonly seconds: number;
}

/** A Go link of the larger peers takes about 1.5 GB. */
const MEMORY_PER_BUILD = 3 * 1024 ** 3;

/** Builds what is not there yet, a few at a time; a peer that cannot be built is a `skipped` row. */
export async function buildPeers(
  peers: readonly GoPeer[],
  folder: string,
  report: (result: BuildResult) => void,
): Promise<BuildResult[]> {
  await mkdir(folder, { recursive: true });
  const go = await findGo();
  const results = new Map<GoPeer, BuildResult>();
  const queue = [...peers];
  const worker = async (): Promise<void> => {
    for (let peer = queue.shift(); peer; peer = queue.shift()) {
      const result = await buildOne(go, peer, folder);
      results.set(peer, result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: workers() }, worker));
  return peers.flatMap((peer) => results.get(peer) ?? []);
}

function workers(): number {
  const byMemory = Math.floor(freemem() / MEMORY_PER_BUILD);
  return Math.max(1, Math.min(2, availableParallelism(), byMemory));
}

async function buildOne(
  go: string | undefined,
  peer: GoPeer,
  folder: string,
): Promise<BuildResult> {
  const label = peerLabel(peer);
  const target = peerPath(peer, folder);
  if (existsSync(target)) return { peer: label, state: "cached", reason: "", seconds: 0 };
  if (go === undefined) return { peer: label, state: "skipped", reason: "no Go here", seconds: 0 };
  const start = performance.now();
  const reason = await buildPeer(go, peer, target);
  const seconds = Math.round((performance.now() - start) / 1000);
  return { peer: label, state: reason ? "skipped" : "built", reason: reason ?? "", seconds };
}
