import type { Source } from "../../src/app/packaging.ts";
import { serveRegistry } from "../../src/oci/index.ts";
import type { Signer } from "../../src/signing/index.ts";
import { startDistribution } from "../support/distribution.ts";
import type { FaultPlan } from "../support/registry.ts";
import { startProxy } from "../support/registry.ts";
import type { Setting } from "./matrix.ts";

export interface OpenSetting extends Setting {
  close(): Promise<void>;
}

/** A registry that lists referrers by itself, and one that does not know that question. */
export const plans: Readonly<Record<"native" | "fallback", FaultPlan>> = {
  native: () => undefined,
  fallback: ({ path }) =>
    path.includes("/referrers/") ? { status: 404, body: "404 page not found" } : undefined,
};

interface Published {
  readonly source: Source;
  readonly signer: Signer;
}

/** Our own registry over a folder, with a proxy before it. */
export async function ownRegistry(
  root: string,
  what: Published,
  always: FaultPlan,
): Promise<OpenSetting> {
  const { host, close } = await serveRegistry({ root });
  return behindProxy({ host, close }, what, always);
}

/** Debian's registry, likewise. */
export async function distributionRegistry(
  _root: string,
  what: Published,
  always: FaultPlan,
): Promise<OpenSetting> {
  const { host, stop } = await startDistribution();
  return behindProxy({ host, close: stop }, what, always);
}

async function behindProxy(
  { host, close }: { readonly host: string; readonly close: () => Promise<void> },
  what: Published,
  always: FaultPlan,
): Promise<OpenSetting> {
  const proxy = await startProxy(host, always);
  const end = async (): Promise<void> => {
    await proxy.close();
    await close();
  };
  return { ...what, host, proxy, always, close: end };
}
