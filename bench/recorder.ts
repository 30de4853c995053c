import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

import type { Recorded, Recording } from "./recording.ts";
import { repositoryOf } from "./recording.ts";

const KEPT_HEADERS = ["accept", "content-type"];

/** A proxy on loopback in front of one registry that keeps what passes. */
export interface Recorder {
  readonly host: string;
  recording(): Recording;
  stop(): Promise<void>;
}

interface Entry {
  readonly recorded: Recorded;
  answered: boolean;
  location: string;
}

/** @param host the registry behind it, `127.0.0.1:5000` */
export async function startRecorder(host: string): Promise<Recorder> {
  const entries: Entry[] = [];
  let parallel = 0;
  const server = createServer((incoming, outgoing) => {
    void forward(host, incoming, outgoing, (body) => {
      const entry: Entry = {
        recorded: record(entries, incoming, body),
        answered: false,
        location: "",
      };
      entries.push(entry);
      parallel = Math.max(parallel, activeRepositories(entries));
      return entry;
    });
  });
  const port = await listen(server);
  return {
    host: `127.0.0.1:${port}`,
    recording: () => ({ requests: entries.map((entry) => entry.recorded), parallel }),
    stop: () => close(server),
  };
}

function record(entries: readonly Entry[], incoming: IncomingMessage, body: Buffer): Recorded {
  const url = incoming.url ?? "/";
  const repository = repositoryOf(url);
  const session = entries.findLastIndex(
    (entry) => entry.location !== "" && sameSession(entry.location, url),
  );
  const after = [...entries.keys()].filter(
    (index) => entries[index]?.answered && entries[index]?.recorded.repository === repository,
  );
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = incoming.headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
  const query = url.includes("?") ? url.slice(url.indexOf("?")) : "";
  const base = { repository, method: incoming.method ?? "GET", headers, after };
  const sent = { ...base, body: body.toString("base64") };
  return session < 0 ? { ...sent, path: url } : { ...sent, path: query, session };
}

/** Whether the request goes to the upload session that the Location named. */
function sameSession(location: string, url: string): boolean {
  const path = location.replace(/^https?:\/\/[^/]+/, "").split("?")[0] ?? "";
  return path.includes("/blobs/uploads/") && url.split("?")[0] === path;
}

/** Repositories between their first request and their last answer so far. */
function activeRepositories(entries: readonly Entry[]): number {
  return new Set(
    entries.filter((entry) => !entry.answered).map((entry) => entry.recorded.repository),
  ).size;
}

async function forward(
  host: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  keep: (body: Buffer) => Entry,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const entry = keep(body);
  const [hostname, port] = host.split(":");
  const { method, url: path, headers } = incoming;
  const onward = request({ hostname, port, method, path, headers }, (answer) => {
    entry.location = answer.headers.location ?? "";
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.once("end", () => (entry.answered = true));
  });
  onward.once("error", () => outgoing.destroy());
  onward.end(body);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
