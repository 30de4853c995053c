import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** A line of peers.json that `go` builds. */
export interface GoPeer {
  readonly name: string;
  /** Without the leading `v`. */
  readonly version: string;
  readonly module: string;
  /** Folder of the main package inside the module; `.` is its root. */
  readonly package: string;
  /** A program of ours in `go/` that becomes that package: there it may import what is internal to the module. */
  readonly inside?: string;
  readonly ldflags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Core peers run always, the others with --all. */
  readonly core: boolean;
}

/** A line of peers.json that the machine's package manager provides. */
export interface SystemPeer {
  readonly name: string;
  readonly apt: string;
  readonly probe: readonly string[];
}

export interface PeerList {
  readonly go: readonly GoPeer[];
  readonly system: readonly SystemPeer[];
}

export const REPOSITORY: string = resolve(import.meta.dirname, "../../..");

export const PEERS_DIR: string = process.env["BP_PEERS"] ?? join(REPOSITORY, ".peers");

export function readPeers(): PeerList {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../peers.json"), "utf8")) as PeerList;
}

export function wantedPeers(all: boolean): GoPeer[] {
  return readPeers().go.filter((peer) => all || peer.core);
}

export function peerLabel(peer: { name: string; version: string }): string {
  return `${peer.name} ${shortVersion(peer.version)}`;
}

/** A pseudo-version by its commit alone: `0.0.5-0.20250909135530-dad770c1cb46` is `0.0.5-dad770c1cb46`. */
function shortVersion(version: string): string {
  return version.replace(/-(?:0\.)?\d{14}-/, "-");
}

export function peerPath(
  peer: { name: string; version: string },
  folder: string = PEERS_DIR,
): string {
  return join(folder, `${peer.name}-${peer.version}`);
}

/** A peer as a test sees it: where its program is, and whether it is there. */
export interface InstalledPeer {
  readonly label: string;
  readonly version: string;
  readonly path: string;
  readonly present: boolean;
}

/** The wanted peers of that name, in the order of peers.json, whether they were built or not. */
export function peersNamed(name: string): InstalledPeer[] {
  const all = process.env["BP_INTEROP_ALL"] === "1";
  return wantedPeers(all)
    .filter((peer) => peer.name === name)
    .map((peer) => {
      const path = peerPath(peer);
      return { label: peerLabel(peer), version: peer.version, path, present: existsSync(path) };
    });
}
