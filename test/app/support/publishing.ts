import { randomBytes } from "node:crypto";

import type { Source } from "../../../src/app/packaging.ts";
import { publishFaults } from "../../../src/app/publish/gate.ts";
import type { PublishInput } from "../../../src/app/publish/publish-input.ts";
import { publish } from "../../../src/app/publish/publish.ts";
import type { PublishReport } from "../../../src/app/publish/report.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { ProgressEvent } from "../../../src/model/event.ts";
import type { Target } from "../../../src/model/reference.ts";
import { formatTarget } from "../../../src/model/reference.ts";
import { memoryStore } from "../../../src/oci/index.ts";
import type { Store } from "../../../src/oci/index.ts";
import { keySigner, generateKey } from "../../../src/signing/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { rulesFor } from "./workspace.ts";

/** A registry in memory. */
export interface Registry {
  /** Repositories by name, made when they are first asked for. */
  open(target: Target): Store;
  /** What somebody without a login finds. */
  anonymous?: (target: Target) => Store;
  readonly events: ProgressEvent[];
  /** Shards wait for each other as long as it takes; otherwise not at all. */
  readonly patient?: boolean;
}

export function memoryRegistry(
  around: (store: Store, name: string) => Store = (store) => store,
): Registry {
  const stores = new Map<string, Store>();
  return {
    events: [],
    open(target) {
      const name = formatTarget(target);
      const store = stores.get(name) ?? around(memoryStore(), name);
      stores.set(name, store);
      return store;
    },
  };
}

export const target: Target = { kind: "registry", host: "registry.test", path: "charts" };

/** The target of one repository. */
export function repository(name: string): Target {
  return { ...target, path: `charts/${name}` };
}

export async function newSigner(): Promise<Signer> {
  const { privatePem } = await generateKey({ password: "", randomBytes });
  return keySigner(privatePem, "");
}

/** Publishes every unit of a workspace. */
export function publishAll(
  source: Source,
  registry: Registry,
  signer: Signer | undefined,
  change: Partial<PublishInput> = {},
): Promise<PublishReport> {
  const { units } = source.workspace;
  return publish(
    {
      source,
      units,
      findings: publishFaults(source.workspace, units, rulesFor(source)),
      target,
      signer,
      facts: { tool: { name: "bp", version: "0.0.0" }, source: undefined, environment: {} },
      checkAll: false,
      concurrency: 2,
      interrupted: new AbortController().signal,
      ...change,
    },
    {
      now: () => new Date(0),
      spool,
      emit: (event) => registry.events.push(event),
      open: (place) => registry.open(place),
      anonymous: (place) => registry.anonymous?.(place),
      requests: () => 7,
      patience: {
        budgetMs: registry.patient === true ? Infinity : 0,
        now: () => 0,
        sleep: () => new Promise((over) => void setImmediate(over)),
        random: () => 0,
      },
    },
  );
}

/** Each artifact's name and status. */
export function statuses({ artifacts }: PublishReport): Readonly<Record<string, string>> {
  return Object.fromEntries(artifacts.map(({ name, status }) => [name, status]));
}
