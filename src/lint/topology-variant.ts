import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import { entry, items, nodeAt, pair, pointerTo, scalarText } from "../yaml/index.ts";
import { isWithin, writeScalar } from "./edit.ts";
import type { Complaint } from "./rule.ts";

/** One entry of `spec.topology.perTopology`. */
export interface Variant {
  readonly name: string;
  readonly key: ScalarNode;
  readonly value: YamlNode;
  readonly pointer: string;
  /** The workspace has a CRD of its own, which says what a cluster may be called. */
  readonly ownCrd: boolean;
}

const cluster = /^(?:mgmt|dmz|rtz)-[AB]$/u;
const smallLetter = /^(?:mgmt|dmz|rtz)-[ab]$/u;

/** What is wrong with one topology: its replication, and the clusters of its placement. */
export function* judgeVariant(variant: Variant): Iterable<Complaint> {
  yield* judgeReplication(variant);
  yield* judgeClusters(variant);
}

function* judgeReplication({ name, key, value, pointer }: Variant): Iterable<Complaint> {
  if (name !== "active-hot-standby") return;
  const mode = nodeAt(value, "/replication/mode");
  const text = scalarText(mode);
  if (text === "sync") return;
  if (mode !== undefined && text === undefined) return;
  const found = text === undefined ? "none is written" : `it is ${text}`;
  yield {
    at: mode?.at ?? pair(value, "replication")?.key.at ?? key.at,
    pointer: pointer + pointerTo("replication", "mode"),
    message: `a hot standby loses nothing: active-hot-standby needs replication.mode sync, ${found}`,
  };
}

function* judgeClusters({ value, pointer, ownCrd }: Variant): Iterable<Complaint> {
  const placement = entry(value, "placement");
  const list = entry(placement, "clusters");
  const roles = entry(placement, "roles");
  for (const [index, item] of items(list).entries()) {
    const name = scalarText(item);
    if (item.kind !== "scalar" || name === undefined || list === undefined) continue;
    const place = pointer + pointerTo("placement", "clusters", index);
    if (!ownCrd && !cluster.test(name)) {
      yield {
        at: item.at,
        pointer: place,
        message: `${JSON.stringify(name)} is no cluster: a tier (mgmt, dmz, rtz), a dash, and A or B`,
        ...(smallLetter.test(name) && isWithin(item, list) ? { fix: upperCase(item, name) } : {}),
      };
    } else if (pair(roles, name) === undefined)
      yield { at: item.at, pointer: place, message: `the cluster ${name} has no role` };
  }
}

function upperCase(item: ScalarNode, name: string): NonNullable<Complaint["fix"]> {
  const upper = name.slice(0, -1) + name.slice(-1).toUpperCase();
  return { description: `write ${upper}`, changes: [writeScalar(item, upper)] };
}
