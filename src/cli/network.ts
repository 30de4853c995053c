import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import type { LoginPorts } from "../app/login/login-ports.ts";
import type { Patience } from "../app/publish/arrivals.ts";
import { BpError } from "../model/error.ts";
import type { Ports } from "../model/ports.ts";
import type { RegistryTarget, Target } from "../model/reference.ts";
import { formatTarget } from "../model/reference.ts";
import {
  askService,
  checkLogin,
  createClient,
  dockerCredentials,
  eraseLogin,
  listLogins,
  loopbackRedirect,
  openStore,
  registryProbe,
  storeLogin,
} from "../oci/index.ts";
import type {
  Client,
  ClientOptions,
  Credential,
  OpenOptions,
  RegistryProbe,
  Source,
  Store,
  TlsOptions,
} from "../oci/index.ts";
import type { ChartCache, ChartRepositories } from "../repository/index.ts";
import type { Ask, Redirect } from "../signing/index.ts";
import type { NetworkChoice } from "./network-choice.ts";

export interface NetworkOptions extends NetworkChoice {
  readonly ports: Ports;
  readonly offline: boolean;
  readonly version: string;
  /** What relative layout folders are relative to. */
  readonly cwd: string;
}

/** Every store of a run, over one client. */
export interface Network {
  /** The same store for the same target: it knows what the run has written. @throws BpError USAGE for a registry where the run is offline */
  open(target: Target, access: "pull" | "push"): Store;
  /** The repository as somebody without a login finds it; undefined for a layout. @throws BpError USAGE as open does */
  anonymous(target: Target): Source | undefined;
  /** Questions about a registry itself. @throws BpError USAGE where the run is offline */
  probe(target: RegistryTarget): RegistryProbe;
  /** Asks a service that is no registry. @throws BpError USAGE where the run is offline */
  readonly ask: Ask;
  /** Waits on loopback for a browser that comes back with this state. @throws BpError USAGE */
  readonly redirect: (state: string, interrupted: AbortSignal) => Promise<Redirect>;
  readonly logins: LoginPorts;
  /** Requests made for a repository so far, token requests apart. */
  requests(target: Target): number;
  /** How long a run waits for what other runs do, and how. */
  readonly patience: Patience;
  /** Chart repositories over HTTP, which keep in the cache what they gave. */
  repositories(cache: ChartCache): Promise<ChartRepositories>;
  close(): void;
}

/** What `--network-budget` is where a command has no such option. */
const usualBudgetMs = 300_000;

/** Requests to a service of Sigstore's at a time: each may take a second, and an artifact makes four to the log. */
const servicesAtOnce = 128;

export function createNetwork(options: NetworkOptions): Network {
  const { ports, plainHttp, offline, cwd, tls } = options;
  const counts = new Map<string, number>();
  const stores = new Map<string, Store>();
  const common = clientOptions(options, counts);
  const client = createClient(common);
  const services = createClient({ ...common, concurrency: servicesAtOnce });
  const clients = new Map([["{}", client]]);
  const clientFor = (own: TlsOptions): Client => {
    const key = JSON.stringify(own);
    const known = clients.get(key) ?? createClient({ ...common, tls: { ...tls, ...own } });
    clients.set(key, known);
    return known;
  };
  const storeAt = (target: Target, how: Pick<OpenOptions, "client" | "access">): Store =>
    openStore(target, {
      ...how,
      ...(plainHttp ? { plainHttp } : {}),
      resolveFolder: (folder) => resolve(cwd, folder),
    });
  return {
    open(target, access) {
      if (offline && target.kind === "registry") {
        throw offlineFault(formatTarget(target));
      }
      const name = `${access} ${formatTarget(target)}`;
      const store = stores.get(name) ?? storeAt(target, { client, access });
      stores.set(name, store);
      return store;
    },
    anonymous(target) {
      if (target.kind !== "registry") return undefined;
      if (offline) throw offlineFault(formatTarget(target));
      const name = "anonymous";
      const own =
        clients.get(name) ?? createClient({ ...common, credentials: async () => undefined });
      clients.set(name, own);
      return storeAt(target, { client: own, access: "pull" });
    },
    probe({ host, path }) {
      if (offline) throw offlineFault(host);
      return registryProbe({ client, host, path, ...(plainHttp ? { plainHttp } : {}) });
    },
    ask: askOf(services, offline),
    redirect: loopbackRedirect,
    patience: { budgetMs: options.budgetMs ?? usualBudgetMs, ...clockOf(ports) },
    logins: loginsOf(options, common, client),
    requests: (target) =>
      target.kind === "registry" ? (counts.get(`${target.host}/${target.path}`) ?? 0) : 0,
    async repositories(cache) {
      const { helmRepositories } = await import("./helm-repositories.ts");
      return helmRepositories({ ports, cache, offline, clientFor });
    },
    close() {
      for (const one of [services, ...clients.values()]) one.close();
    },
  };
}

function askOf(client: Client, offline: boolean): Ask {
  return async (request) => {
    if (offline) throw offlineFault(new URL(request.url).host);
    return askService(client, request);
  };
}

function loginsOf(
  { ports: { environment }, plainHttp, offline }: NetworkOptions,
  common: ClientOptions,
  client: Client,
): LoginPorts {
  return {
    async check(host, login) {
      if (offline) throw offlineFault(host);
      const place = { host, ...(plainHttp ? { plainHttp } : {}) };
      if (login === undefined) return checkLogin({ ...place, client });
      const credentials = async (): Promise<Credential> => ({ kind: "basic", ...login });
      const own = createClient({ ...common, credentials });
      try {
        return await checkLogin({ ...place, client: own, offer: login });
      } finally {
        own.close();
      }
    },
    store: (host, login) => storeLogin(host, login, environment),
    erase: (host) => eraseLogin(host, environment),
    list: () => listLogins(environment),
  };
}

function clientOptions(
  { ports, budgetMs, tls, version }: NetworkOptions,
  counts: Map<string, number>,
): ClientOptions {
  return {
    credentials: dockerCredentials(ports.environment),
    environment: ports.environment,
    ...(tls === undefined ? {} : { tls }),
    ...(budgetMs === undefined ? {} : { retry: { budgetMs } }),
    userAgent: `bp/${version}`,
    ...clockOf(ports),
    onRequest: ({ url }) => {
      const key = repositoryOf(url);
      if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    onWarning: (message, host) =>
      ports.emit({ kind: "warning", message: `${host} says: ${message}` }),
    onWait: (wait) => ports.emit({ kind: "waiting", ...wait }),
  };
}

function clockOf({ randomBytes }: Ports): Omit<Patience, "budgetMs"> {
  return {
    random: () => (randomBytes(1)[0] ?? 0) / 256,
    now: () => performance.now(),
    sleep: (ms, signal) => pause(ms, undefined, { signal }),
  };
}

function offlineFault(what: string): BpError {
  return new BpError("USAGE", `${what} needs the network, and --offline refuses it`, {
    hint: "leave --offline out, or work on a layout: oci-layout:DIR",
  });
}

/** `host/path` of a request to the distribution API; token and upload addresses elsewhere have none. */
function repositoryOf(url: string): string | undefined {
  const match = /^https?:\/\/([^/]+)\/v2\/(.+?)\/(?:manifests|blobs|tags|referrers)\//u.exec(url);
  return match === null ? undefined : `${match[1]}/${match[2]}`;
}
