import { startBpServe } from "./bp-serve.ts";
import { peersNamed } from "./peers.ts";
import { run } from "./process.ts";
import type { Registry } from "./registry.ts";
import { startRegistry } from "./registry.ts";

/** A registry to publish to. */
export interface RegistryTarget {
  readonly label: string;
  readonly present: boolean;
  readonly start: () => Promise<Registry>;
}

/** Debian's build of distribution, our own, and with --all the newer distribution. */
export async function registries(): Promise<RegistryTarget[]> {
  const debian = "docker-registry";
  const built = peersNamed("distribution").map((peer) => {
    const start = (): Promise<Registry> => startRegistry({ program: peer.path });
    return { label: peer.label, present: peer.present, start };
  });
  return [
    { label: debian, present: await installed(debian), start: () => startRegistry() },
    { label: "bp serve", present: true, start: startBpServe },
    ...built,
  ];
}

/** Whether a program of the system's is on the PATH. */
export async function installed(program: string): Promise<boolean> {
  return (await run(program, ["--version"])).code === 0;
}
