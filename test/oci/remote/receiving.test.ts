import { createHash } from "node:crypto";
import type { Agent, IncomingMessage, RequestListener, Server } from "node:http";
import { Agent as HttpAgent, createServer, get } from "node:http";
import {
  Agent as HttpsAgent,
  createServer as createSecureServer,
  get as secureGet,
} from "node:https";
import type { AddressInfo } from "node:net";

import { describe, expect, onTestFinished, test } from "vitest";

import { receiving } from "../../../src/oci/remote/receiving.ts";
import { makeCertificate, whyNoCertificate } from "../../support/certificate.ts";

/** Bytes that differ by place and by seed, so that a piece in another's place is seen. */
function noise(seed: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 32)
    createHash("sha256").update(`${seed} ${at}`).digest().copy(bytes, at);
  return bytes;
}

interface Running {
  readonly ask: (path: string) => Promise<IncomingMessage>;
  /** Connections so far. */
  readonly connections: () => number;
}

async function running(secure: boolean, listener: RequestListener): Promise<Running> {
  const { certificate: cert, key } = secure ? makeCertificate() : { certificate: "", key: "" };
  const server: Server = secure
    ? createSecureServer({ cert, key }, listener)
    : createServer(listener);
  let connections = 0;
  server.on(secure ? "secureConnection" : "connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  const options = { keepAlive: true, maxSockets: 3 };
  const agent: Agent = secure
    ? new (receiving(HttpsAgent))({ ...options, ca: cert })
    : new (receiving(HttpAgent))(options);
  onTestFinished(async () => {
    agent.destroy();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const ask = (path: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const place = { host: "127.0.0.1", port, path, agent };
      (secure ? secureGet : get)(place, resolve).once("error", reject);
    });
  return { ask, connections: () => connections };
}

async function read(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe.each([
  ["http", false],
  ["https", true],
] as const)("over %s", (_, secure) => {
  describe.skipIf(secure && whyNoCertificate !== undefined)("what is received", () => {
    test("is what was sent, many bodies at a time over few connections", async () => {
      const sizes = [0, 1, 65_536, 262_144, 262_145, 1_000_000, 3_000_000, 7, 500_000, 16_384];
      const bodies = sizes.map((size, index) => noise(index, size));
      const { ask, connections } = await running(secure, ({ url = "" }, response) =>
        response.end(bodies[Number(url.slice(1))]),
      );
      const found = await Promise.all(
        bodies.map(async (__, index) => read(await ask(`/${index}`))),
      );
      for (const [index, body] of bodies.entries())
        expect(Buffer.compare(found[index] ?? Buffer.alloc(0), body), String(index)).toBe(0);
      expect(connections()).toBeLessThanOrEqual(3);
    });

    test("waits at the server while nobody reads it", async () => {
      const body = noise(1, 32_000_000);
      const { ask } = await running(secure, (__, response) => response.end(body));
      const answer = await ask("/");
      const chunks: Buffer[] = [];
      let most = 0;
      for await (const chunk of answer) {
        chunks.push(chunk as Buffer);
        for (let turn = 0; turn < 10; turn += 1)
          await new Promise<void>((resolve) => setImmediate(resolve));
        most = Math.max(most, answer.readableLength);
      }
      expect(Buffer.compare(Buffer.concat(chunks), body)).toBe(0);
      expect(most).toBeLessThan(1_000_000);
    });

    test("ends with an error where the server breaks off", async () => {
      const { ask } = await running(secure, ({ socket }, response) => {
        response.writeHead(200, { "content-length": 1_000_000 });
        response.write(noise(1, 300_000), () => socket.destroy());
      });
      await expect(read(await ask("/"))).rejects.toMatchObject({ code: "ECONNRESET" });
    });
  });
});
