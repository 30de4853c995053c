import { setTimeout as sleep } from "node:timers/promises";

import { mediaType } from "../../src/model/media-type.ts";
import type { Changed, Fault, Seen } from "../support/registry.ts";

/** What the registry, or what is before it, does to one request. */
export interface NamedFault {
  readonly name: string;
  /** Whether it can happen to such a request. */
  readonly fits: (request: Pick<Seen, "method" | "path">) => boolean;
  readonly fault: Fault;
  /** The exit codes that it may lead to, success apart. */
  readonly codes: readonly number[];
}

const any = (): boolean => true;
const reads = ({ method }: Pick<Seen, "method">): boolean => method === "GET";
const sends = ({ method }: Pick<Seen, "method">): boolean => method === "PUT" || method === "POST";
const lists = ({ path }: Pick<Seen, "path">): boolean => path.includes("/referrers/");

function status(code: number, codes: readonly number[], more: object = {}): NamedFault {
  const body = JSON.stringify({ errors: [{ code: "SOME", message: "says the registry" }] });
  return { name: String(code), fits: any, fault: { status: code, body, ...more }, codes };
}

function changed(name: string, change: (answer: Changed) => Changed | Promise<Changed>) {
  return { name, fault: { change } };
}

function withBody(body: string, type: string = mediaType.index): Fault {
  return { status: 200, body, headers: { "content-type": type } };
}

const emptyIndex = JSON.stringify({ schemaVersion: 2, mediaType: mediaType.index, manifests: [] });

/** Another byte in the middle, at the same length. */
function corrupted(answer: Changed): Changed {
  const body = Buffer.from(answer.body);
  const at = Math.floor(body.length / 2);
  if (body.length > 0) body.writeUInt8(body.readUInt8(at) ^ 1, at);
  return { ...answer, body };
}

function truncated(answer: Changed): Changed {
  return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) };
}

const isManifest = ({ method, path }: Pick<Seen, "method" | "path">): boolean =>
  method === "PUT" && path.includes("/manifests/");

/** Every way to fail once. Codes: 1 the registry is at fault, 2 not found, 3 not allowed, 4 conflict. */
export const faults: readonly NamedFault[] = [
  { ...changed("late", async (answer) => (await sleep(5), answer)), fits: any, codes: [] },
  { name: "cut before", fits: any, fault: "cut", codes: [] },
  { name: "cut in the request", fits: sends, fault: { cutAfter: 1 }, codes: [] },
  { name: "cut in the answer", fits: reads, fault: "cut-body", codes: [] },
  { name: "answer lost", fits: any, fault: "drop-answer", codes: [] },
  // What is shortened or altered and says so nowhere is a registry that cannot be trusted.
  { ...changed("truncated", truncated), fits: reads, codes: [1, 2] },
  { ...changed("corrupted", corrupted), fits: reads, codes: [1, 2] },
  status(401, [3]),
  status(403, [3]),
  status(404, [2]),
  { ...status(409, [4]), name: "409 to a manifest", fits: isManifest },
  { ...status(409, [1]), name: "409 elsewhere", fits: (request) => !isManifest(request) },
  status(412, [1, 4]),
  status(416, [1]),
  status(408, []),
  status(429, [], { headers: { "retry-after": "3" } }),
  { ...status(403, [], { body: "You have exceeded a secondary rate limit" }), name: "403 limit" },
  status(500, []),
  status(502, []),
  status(503, [], { headers: { "retry-after": "1" } }),
  { name: "lists nothing", fits: lists, fault: withBody(emptyIndex), codes: [] },
  {
    name: "lists a page for people",
    fits: lists,
    fault: withBody("<html>", "text/html"),
    codes: [],
  },
  { name: "lists what is no index", fits: lists, fault: withBody("[]"), codes: [1, 2] },
  {
    name: "lists without types",
    fits: lists,
    fault: { change: withoutTypes },
    codes: [],
  },
  {
    name: "redirects elsewhere",
    fits: reads,
    fault: { status: 303, headers: { location: "http://127.0.0.1:1/page" } },
    codes: [1, 75],
  },
];

function withoutTypes(answer: Changed): Changed {
  const text = answer.body.toString().replaceAll(/"artifactType":"[^"]*",?/gu, "");
  return { ...answer, body: Buffer.from(text.replaceAll(",}", "}")) };
}
