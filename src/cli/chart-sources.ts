import { homedir } from "node:os";
import { join } from "node:path";

import { BpError } from "../model/error.ts";
import type { Ports } from "../model/ports.ts";
import type { Client, TlsOptions } from "../oci/index.ts";
import type { ChartCache, ChartRepositories, KnownRepository } from "../repository/index.ts";
import { diskCache, httpRepositories, parseRepositories } from "../repository/index.ts";
import type { Placement, PutFile } from "../workspace/index.ts";
import { placeArchives, putFile } from "../workspace/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import { readText } from "./read-text.ts";

const listLimit = 16 * 1024 * 1024;
const pemLimit = 1024 * 1024;

/** Where upstream charts come from besides registries, and where they go. */
export interface ChartSources {
  readonly repositories: ChartRepositories;
  readonly cache: ChartCache;
  readonly offline: boolean;
  readonly place: (placement: Placement) => Promise<void>;
  readonly put: (file: PutFile) => Promise<void>;
}

export interface ChartSourcesOptions {
  readonly ports: Ports;
  /** Of the workspace. */
  readonly root: string;
  readonly offline: boolean;
  /** One client for each way of speaking TLS. */
  readonly clientFor: (tls: TlsOptions) => Client;
}

/** Helm's own list of repositories, and a cache that all checkouts of this user share. */
export function chartSources(options: ChartSourcesOptions): ChartSources {
  const { ports, root, offline, clientFor } = options;
  const cache = diskCache(join(cacheHome(ports.environment), "charts"));
  let known: Promise<readonly KnownRepository[]> | undefined;
  const repositories = httpRepositories({
    clientFor,
    cache,
    spool: ports.spool,
    known: () => (known ??= knownRepositories(ports.environment)),
    readPem,
    offline,
  });
  return {
    repositories,
    cache,
    offline,
    place: (placement) => placeArchives(root, placement),
    put: (file) => putFile(root, file),
  };
}

type Environment = Ports["environment"];

async function knownRepositories(environment: Environment): Promise<readonly KnownRepository[]> {
  const file = repositoriesFile(environment);
  try {
    return parseRepositories(await readText(file, listLimit), file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    if (error instanceof BpError) throw error;
    throw unreadable(file, error);
  }
}

/** As Helm finds it (helm pkg/helmpath). */
function repositoriesFile(environment: Environment): string {
  const named = environment["HELM_REPOSITORY_CONFIG"] ?? "";
  if (named !== "") return named;
  const helm = environment["HELM_CONFIG_HOME"] ?? "";
  return join(helm === "" ? join(configHome(environment), "helm") : helm, "repositories.yaml");
}

function configHome(environment: Environment): string {
  const home = environment["HOME"] ?? homedir();
  const named = environment["XDG_CONFIG_HOME"] ?? "";
  if (named !== "") return named;
  if (process.platform === "win32") return environment["APPDATA"] ?? home;
  return join(home, process.platform === "darwin" ? "Library/Preferences" : ".config");
}

/** @throws BpError CONFIG for a user without a home */
function cacheHome(environment: Environment): string {
  const folder = cacheFolder(environment);
  if (folder !== undefined) return folder;
  throw new BpError("CONFIG", "there is no place for the cache of fetched charts", {
    hint: "set XDG_CACHE_HOME to a folder",
  });
}

async function readPem(file: string): Promise<string> {
  try {
    return await readText(file, pemLimit);
  } catch (error) {
    throw error instanceof BpError ? error : unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): BpError {
  const why = error instanceof Error ? error.message : String(error);
  return new BpError("CONFIG", `cannot read ${file}: ${why}`, {
    hint: "Helm's list of repositories names it: repair the entry, or take it out",
  });
}
