import { cpSync, existsSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { join } from "node:path";

import { project } from "../built.ts";
import { makeCertificate } from "../certificate.ts";
import { indexOf } from "../chart-repository.ts";
import type { Outcome } from "../program.ts";
import { bp } from "../program.ts";
import { standIns } from "./index.ts";
import { chartOf } from "./stand-in.ts";

/** The repositories of our upstreams, each under its own address, by way of a proxy on loopback. */
export interface StandInServer {
  /** What a program needs in its environment to come here. */
  readonly env: Readonly<Record<string, string>>;
  /** Every request, as `GET https://host/path`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** The folder gets the server's certificate. */
export async function serveStandIns(folder: string): Promise<StandInServer> {
  const files = await filesByAddress();
  const hosts = [...new Set([...files.keys()].map((address) => new URL(address).hostname))];
  const { certificate, certificateFile, key } = makeCertificate(hosts, folder);
  const asked: string[] = [];
  const inside = createTlsServer({ cert: certificate, key }, (request, response) => {
    const address = `https://${request.headers.host ?? ""}${request.url ?? ""}`;
    asked.push(`${request.method ?? ""} ${address}`);
    const body = files.get(address);
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  const port = await listen(inside);
  const proxy = createServer((_request, response) => response.writeHead(405).end());
  proxy.on("connect", (_request, client, head) => {
    const server = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.write(head);
      server.pipe(client).pipe(server);
    });
    server.on("error", () => client.destroy());
    client.on("error", () => server.destroy());
  });
  const address = `http://127.0.0.1:${await listen(proxy)}`;
  return {
    env: { HTTPS_PROXY: address, NODE_EXTRA_CA_CERTS: certificateFile },
    asked,
    close: async () => {
      await Promise.all([end(proxy), end(inside)]);
    },
  };
}

/** An index and archives below each repository's address. */
async function filesByAddress(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>();
  const byRepository = Map.groupBy(standIns, ({ repository }) => repository.replace(/\/$/u, ""));
  for (const [repository, group] of byRepository) {
    const charts = await Promise.all(group.map(chartOf));
    files.set(`${repository}/index.yaml`, indexOf(charts));
    for (const { name, version, archive } of charts)
      files.set(`${repository}/${name}-${version}.tgz`, archive);
  }
  return files;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  return (server.address() as AddressInfo).port;
}

async function end(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

/** Copies our Blueprints and kits into the folder, and vendors them there. */
export async function vendorOwn(folder: string, server: StandInServer): Promise<Outcome> {
  for (const name of ["products", "platform", "clusters"])
    if (existsSync(join(project, name)))
      cpSync(join(project, name), join(folder, name), { recursive: true });
  const env = { ...server.env, XDG_CACHE_HOME: join(folder, ".cache") };
  return bp(["vendor", "--all"], { cwd: folder, env });
}
