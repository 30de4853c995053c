import type { Client, ClientOptions, Store } from "../../../src/oci/index.ts";
import type { FaultPlan, Proxy, Seen } from "../../support/registry.ts";

/** A registry of whatever make, empty. */
export interface TestedRegistry {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly close: () => Promise<void>;
}

/** How one make differs from another, as far as the specification leaves it open. */
export interface Traits {
  /** It has the referrers API. */
  readonly native: boolean;
  /** It takes digests of sha512. */
  readonly sha512: boolean;
  /** It removes a tag by itself. */
  readonly untags: boolean;
  /** It goes on with an upload whose last request was cut. */
  readonly resumes: boolean;
  /** It asks for the user `mona` with the password `right-one`. */
  readonly startWithUsers?: (() => Promise<TestedRegistry>) | undefined;
}

/** The registry that is tested, the proxy before it, and how a test gets a place of its own there. */
export interface Tested {
  readonly registry: () => TestedRegistry;
  readonly proxy: () => Proxy;
  readonly client: (options?: Partial<ClientOptions>) => Client;
  readonly storeAt: (path: string, options?: Partial<ClientOptions>) => Store;
  readonly fresh: () => string;
}

/** The fault for the first request that it is meant for. */
export function onceAt(
  matches: (request: Seen) => boolean,
  fault: ReturnType<FaultPlan>,
): FaultPlan {
  let done = false;
  return (request) => {
    if (done || !matches(request)) return undefined;
    done = true;
    return fault;
  };
}
