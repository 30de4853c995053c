import { createPublicKey } from "node:crypto";

/** Starts a program by its name in peers.json; it runs once the address answers anything. */
export type Start = (name: string, args: readonly string[], ready: string) => Promise<void>;

export function flags(
  values: Readonly<Record<string, string | number | boolean>>,
): readonly string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}

export const loopback = "127.0.0.1";

export async function textOf(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return answer.text();
}

export function derOf(pem: string): Buffer {
  return createPublicKey(pem).export({ type: "spki", format: "der" });
}
