import { isIP } from "node:net";

import { isLoopback } from "../remote/endpoint.ts";
import type { Task } from "./answer.ts";
import { refuse } from "./refusal.ts";

/** A page that a browser shows must not reach this registry, neither by name tricks nor by a form. */
export function checkSender(task: Task, byAnyName: boolean): void {
  if (!byAnyName) checkHost(task.header("host") ?? "");
  if (!isRead(task) && task.header("origin") !== undefined)
    throw refuse(403, "DENIED", "this registry takes nothing from a page in a browser");
}

/** @throws Refusal for a name that somebody else may have made lead here */
function checkHost(host: string): void {
  const name = URL.parse(`http://${host}`)?.hostname ?? "";
  const address = name.startsWith("[") ? name.slice(1, -1) : name;
  if (!isLoopback(name) && isIP(address) === 0)
    throw refuse(403, "DENIED", "this registry is reached by localhost or by an address");
}

export function isRead(task: Task): boolean {
  return task.method === "GET" || task.method === "HEAD";
}
