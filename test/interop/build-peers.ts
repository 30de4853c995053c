/**
 * Builds the peers of peers.json: `node test/interop/build-peers.ts [--all] [--only NAME]…`.
 * The programs lie in `.peers/`, or where BP_PEERS says, as `<name>-<version>`.
 */
import { parseArgs } from "node:util";

import { buildPeers } from "./support/build.ts";
import { PEERS_DIR, wantedPeers } from "./support/peers.ts";
import { table } from "./support/table.ts";

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
  },
});

const only = new Set(values.only);
const peers = wantedPeers(values.all || only.size > 0).filter(
  (peer) => only.size === 0 || only.has(peer.name) || only.has(`${peer.name}-${peer.version}`),
);
if (peers.length === 0) {
  console.error("no peer of that name in peers.json");
  process.exit(2);
}

const results = await buildPeers(peers, PEERS_DIR, ({ peer, state, seconds }) => {
  console.error(`${peer}: ${state} (${seconds} s)`);
});
console.log(
  table([
    ["peer", "state", "seconds", "reason"],
    ...results.map((row) => [row.peer, row.state, String(row.seconds), row.reason]),
  ]),
);
