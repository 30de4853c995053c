import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { request as send } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { mediaType } from "../../../src/model/media-type.ts";
import type { RunningRegistry, ServerOptions } from "../../../src/oci/index.ts";
import { serveRegistry } from "../../../src/oci/index.ts";
import { blob } from "../artifact.ts";

/** Our registry over an empty folder, and requests to it byte by byte as they are written. */
export interface Setting {
  readonly root: string;
  readonly server: RunningRegistry;
  /** What the server said of its own faults. */
  readonly faults: unknown[];
  ask: Ask;
  /** Puts a blob there; gives the status. */
  upload(name: string, text: string): Promise<number>;
  stop(): Promise<void>;
}

export type Ask = (
  method: string,
  path: string,
  body?: string | Uint8Array,
  headers?: Readonly<Record<string, string>>,
) => Promise<Reply>;

export const jsonManifest: Readonly<Record<string, string>> = {
  "content-type": mediaType.manifest,
};

export async function startSetting(options: Partial<ServerOptions> = {}): Promise<Setting> {
  const root = options.root ?? (await mkdtemp(join(tmpdir(), "bp-server-")));
  const faults: unknown[] = [];
  const server = await serveRegistry({ onFault: (error) => faults.push(error), ...options, root });
  const ask: Ask = (method, path, body = "", headers = {}) =>
    request(server.port, { method, path, body, headers });
  return {
    root,
    server,
    faults,
    ask,
    upload: async (name, text) => {
      const { digest } = blob(text).descriptor;
      return (await ask("POST", `/v2/${name}/blobs/uploads/?digest=${digest}`, text)).status;
    },
    stop: async () => {
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly code: string | undefined;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

function request(port: number, { method, path, body, headers }: Request): Promise<Reply> {
  const length = { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path, headers: { ...length, ...headers } };
    const out = send(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const code = /"code":"(\w+)"/u.exec(text)?.[1];
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, code });
      });
    });
    out.on("error", reject);
    out.end(body);
  });
}
