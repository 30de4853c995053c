import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** A way to a server that takes its time, as a network does; however much fits through it. */
export interface SlowLink {
  /** `127.0.0.1:port` */
  readonly host: string;
  stop(): Promise<void>;
}

/** @param ms that every byte takes, each way */
export async function slowLink(target: string, ms: number): Promise<SlowLink> {
  const [host = "", port = ""] = target.split(":");
  const sockets = new Set<Socket>();
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
    late(near, far, ms);
    late(far, near, ms);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      for (const one of sockets) one.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function late(from: Socket, to: Socket, ms: number): void {
  from.on("data", (chunk) => {
    setTimeout(() => to.write(chunk), ms);
  });
  from.once("end", () => {
    setTimeout(() => to.end(), ms);
  });
}
