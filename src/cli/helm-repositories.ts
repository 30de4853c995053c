import { homedir } from "node:os";
import { join } from "node:path";

import { BpError } from "../model/error.ts";
import type { Ports } from "../model/ports.ts";
import type { Client, TlsOptions } from "../oci/index.ts";
import type { ChartCache, ChartRepositories, KnownRepository } from "../repository/index.ts";
import { httpRepositories, parseRepositories } from "../repository/index.ts";
import { readText } from "./read-text.ts";

const listLimit = 16 * 1024 * 1024;
const pemLimit = 1024 * 1024;

export interface HelmRepositoriesOptions {
  readonly ports: Ports;
  readonly cache: ChartCache;
  readonly offline: boolean;
  /** One client for each way of speaking TLS. */
  readonly clientFor: (tls: TlsOptions) => Client;
}

/** Chart repositories, with what Helm's own list says of them. */
export function helmRepositories(options: HelmRepositoriesOptions): ChartRepositories {
  const { ports, cache, offline, clientFor } = options;
  let known: Promise<readonly KnownRepository[]> | undefined;
  return httpRepositories({
    clientFor,
    cache,
    spool: ports.spool,
    known: () => (known ??= knownRepositories(ports.environment)),
    readPem,
    offline,
  });
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
