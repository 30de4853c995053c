import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

import type { Bytes } from "../../model/ports.ts";
import type { Refusal } from "./refusal.ts";

/** A request and what its handlers need of it. */
export interface Task {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Bytes;
  readonly response: ServerResponse;
}

export type Headers = Readonly<Record<string, string | number | string[]>>;

/** Answers with a head alone. */
export function answerHead(task: Task, status: number, headers: Headers): void {
  const length = status === 204 || status === 304 ? {} : { "content-length": 0 };
  task.response.writeHead(status, { ...length, ...headers }).end();
}

/** Answers with bytes at hand; a HEAD gets the same head. */
export function answerBytes(task: Task, status: number, headers: Headers, bytes: Uint8Array): void {
  task.response.writeHead(status, { "content-length": bytes.byteLength, ...headers });
  task.response.end(task.method === "HEAD" ? undefined : bytes);
}

export function answerJson(task: Task, headers: Headers, value: unknown): void {
  const type = { "content-type": "application/json", ...headers };
  answerBytes(task, 200, type, Buffer.from(JSON.stringify(value)));
}

/** Answers with bytes that flow, at the speed of the reader. */
export async function answerFlow(
  task: Task,
  { status, headers }: { readonly status: number; readonly headers: Headers },
  bytes: Bytes,
): Promise<void> {
  task.response.writeHead(status, headers);
  await pipeline(bytes, task.response);
}

export function answerRefusal(task: Task, refusal: Refusal): void {
  if (task.response.headersSent) {
    task.response.destroy();
    return;
  }
  const { status, code, message, headers } = refusal;
  const bytes = Buffer.from(JSON.stringify({ errors: [{ code, message }] }));
  const close = status === 413 ? { connection: "close" } : {};
  answerBytes(task, status, { "content-type": "application/json", ...close, ...headers }, bytes);
}
