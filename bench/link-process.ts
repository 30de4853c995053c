/**
 * `node bench/link-process.ts TARGET MS`, forked: a slow link in a process of its own, so that its work is nobody else's.
 * It sends its address, and for each message what went through and what that cost so far.
 */
import { slowLink } from "./slow-link.ts";

/** What the process says for each message that it gets. */
export interface LinkState {
  readonly requests: number;
  /** In seconds. */
  readonly cpu: number;
}

const [target = "", ms = "0"] = process.argv.slice(2);
const link = await slowLink(target, Number(ms));
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  const state: LinkState = { requests: link.requests(), cpu: (user + system) / 1e6 };
  process.send?.(state);
});
process.send?.(link.host);
