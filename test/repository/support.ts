import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { spool } from "../../src/cli/spool.ts";
import type { ChartRepositories, KnownRepository } from "../../src/repository/index.ts";
import { diskCache, httpRepositories } from "../../src/repository/index.ts";
import { testClient } from "../oci/artifact.ts";
import type { ChartRepository, RepositoryOptions } from "../support/chart-repository.ts";
import { startChartRepository } from "../support/chart-repository.ts";
import type { Upstream } from "../support/upstream.ts";
import { temporary } from "../support/workspace.ts";

/** A repository that is gone when the test is. */
export async function served(
  charts: readonly Upstream[],
  options?: RepositoryOptions,
): Promise<ChartRepository> {
  const repository = await startChartRepository(charts, options);
  onTestFinished(() => repository.close());
  return repository;
}

export interface RunOptions {
  /** The cache's folder; one of its own by default. */
  readonly folder?: string;
  readonly known?: readonly Partial<KnownRepository>[];
  readonly offline?: boolean;
}

/** What one run of the program would hold. */
export function run({ folder, known = [], offline = false }: RunOptions = {}): ChartRepositories {
  return httpRepositories({
    clientFor: (tls) => {
      const client = testClient({ tls });
      onTestFinished(() => client.close());
      return client;
    },
    cache: diskCache(folder ?? join(temporary(), "cache")),
    spool,
    known: async () => known.map((one) => ({ ...unknown, ...one })),
    readPem: (file) => readFile(file, "utf8"),
    offline,
  });
}

/** A repository of which nothing is said. */
export const unknown: KnownRepository = {
  name: "",
  url: "",
  username: "",
  password: "",
  caFile: "",
  certFile: "",
  keyFile: "",
  insecureSkipTlsVerify: false,
  passCredentialsAll: false,
};
