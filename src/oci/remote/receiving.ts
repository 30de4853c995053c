import type { Agent, AgentOptions, ClientRequestArgs } from "node:http";
import type { OnReadOpts } from "node:net";
import type { Duplex } from "node:stream";

/** In bytes, of what a connection gives at a time. */
const pieceSize = 256 * 1024;

type Connected = (error: Error | null, socket: Duplex) => void;

/**
 * The same kind of agent, whose connections receive into one piece of memory each, over and over: by itself Node takes
 * new memory for every 64 KiB that come, and the collector has a gigabyte to clear away behind a blob of that size. What
 * goes through a proxy is received as Node does it.
 */
export function receiving<T extends new (options: AgentOptions) => Agent>(Kind: T): T {
  // @ts-expect-error A mixin's constructor takes any arguments, and this one those of an agent.
  return class extends Kind {
    override createConnection(
      options: ClientRequestArgs,
      connected?: Connected,
    ): Duplex | null | undefined {
      const memory = Buffer.allocUnsafeSlow(pieceSize);
      let socket: Duplex | null | undefined;
      // The parser of HTTP listens to this event, and copies what it passes on.
      const callback = (length: number): boolean =>
        socket?.emit("data", memory.subarray(0, length)) ?? true;
      const received: { onread: OnReadOpts } = { onread: { buffer: memory, callback } };
      socket = super.createConnection({ ...options, ...received }, connected);
      return socket;
    }
  };
}
