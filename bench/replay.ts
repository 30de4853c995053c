/**
 * Sends a recording to another registry and computes nothing: `node bench/replay.ts FILE HOST`. Within a
 * repository a request waits for those that it came after; as many repositories run at once as did.
 */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

import type { Recorded, Recording } from "./recording.ts";

const CONNECTIONS = 8;

const [file = "", host = ""] = process.argv.slice(2);
const recording = JSON.parse(readFileSync(file, "utf8")) as Recording;
const bodies = recording.requests.map(({ body }) => Buffer.from(body, "base64"));
const [hostname, port] = host.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const locations = new Map<number, string>();

await replayAll();
agent.destroy();

async function replayAll(): Promise<void> {
  const repositories = new Map<string, number[]>();
  for (const [index, { repository }] of recording.requests.entries()) {
    const known = repositories.get(repository);
    if (known) known.push(index);
    else repositories.set(repository, [index]);
  }
  const queue = [...repositories.values()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await replayRepository(next);
  };
  await Promise.all(Array.from({ length: Math.max(1, recording.parallel) }, worker));
}

async function replayRepository(indexes: readonly number[]): Promise<void> {
  const running = new Map<number, Promise<void>>();
  for (const index of indexes) {
    const one = recording.requests[index];
    if (!one) continue;
    const before = one.after.flatMap((earlier) => running.get(earlier) ?? []);
    running.set(
      index,
      Promise.all(before).then(() => send(index, one)),
    );
  }
  await Promise.all(running.values());
}

function send(index: number, one: Recorded): Promise<void> {
  const body = bodies[index] ?? Buffer.alloc(0);
  const headers = { ...one.headers, "content-length": String(body.length) };
  const options = { hostname, port, agent, method: one.method, path: pathOf(one), headers };
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer) => {
      locations.set(index, answer.headers.location ?? "");
      if ((answer.statusCode ?? 500) >= 500) reject(new Error(`${one.method} ${options.path}`));
      answer.resume();
      answer.once("end", () => resolve());
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** The session of this run with the digest of the recorded one. */
function pathOf(one: Recorded): string {
  if (one.session === undefined) return one.path;
  const location = (locations.get(one.session) ?? "").replace(/^https?:\/\/[^/]+/, "");
  const digest = new URLSearchParams(one.path).get("digest");
  if (digest === null) return location;
  return `${location}${location.includes("?") ? "&" : "?"}digest=${digest}`;
}
