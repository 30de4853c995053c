import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** A way to a server that takes its time, as a network does; however much fits through it. */
export interface SlowLink {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** HTTP requests that went through so far. */
  requests(): number;
  stop(): Promise<void>;
}

/** As a request begins, after whose answer the next one on the connection comes. */
const head = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE) \//u;
const longestMethod = 9;

/** @param ms that every byte takes, each way; a connection takes both ways to open, as TCP does */
export async function slowLink(target: string, ms: number): Promise<SlowLink> {
  const [host = "", port = ""] = target.split(":");
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    const far = connect({ host, port: Number(port), noDelay: true, allowHalfOpen: true });
    for (const one of [near, far]) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.once("close", () => {
        sockets.delete(one);
        near.destroy();
        far.destroy();
      });
    }
    const opened = performance.now() + 2 * ms;
    near.on("data", (chunk: Buffer) => {
      if (head.test(chunk.toString("latin1", 0, longestMethod))) requests += 1;
    });
    late(near, far, () => Math.max(ms, opened + ms - performance.now()));
    late(far, near, () => ms);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    stop: async () => {
      for (const one of sockets) one.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** In their order, however exact the timers are. */
function late(from: Socket, to: Socket, ms: () => number): void {
  const under: (() => void)[] = [];
  const later = (deed: () => void): void => {
    under.push(deed);
    setTimeout(() => under.shift()?.(), ms());
  };
  from.on("data", (chunk) => later(() => to.write(chunk)));
  from.once("end", () => later(() => to.end()));
}
