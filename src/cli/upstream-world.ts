import { join } from "node:path";

import type { VendorPorts } from "../app/vendor/ports.ts";
import { BpError } from "../model/error.ts";
import type { ChartCache, ChartRepositories } from "../repository/index.ts";
import { aliasOf, diskCache } from "../repository/index.ts";
import { placeArchives, putFile } from "../workspace/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { Context } from "./context.ts";
import type { CommandOptions } from "./declaration.ts";
import type { Network } from "./network.ts";

/**
 * The outside world as vendoring needs it. Nothing of the network is loaded before somebody has to be asked: a run that
 * finds everything in the cache takes half the time.
 * @throws BpError CONFIG for a user without a home
 */
export function upstreamWorld(
  options: CommandOptions,
  context: Context,
  root: string,
): VendorPorts {
  const cache = diskCache(join(cacheHome(context), "charts"));
  let opened: Promise<Network> | undefined;
  const network = (): Promise<Network> => (opened ??= context.network(options));
  const { spool, emit } = context.ports;
  return {
    repositories: lazyRepositories(network, cache),
    cache,
    registry: async (target) => (await network()).open(target, "pull"),
    offline: context.offline,
    concurrency: context.concurrency,
    signal: context.interrupted,
    spool,
    emit,
    place: (placement) => placeArchives(root, placement),
    put: (file) => putFile(root, file),
  };
}

function lazyRepositories(network: () => Promise<Network>, cache: ChartCache): ChartRepositories {
  let opened: Promise<ChartRepositories> | undefined;
  const repositories = (): Promise<ChartRepositories> =>
    (opened ??= network().then((one) => one.repositories(cache)));
  return {
    address: async (repository) =>
      aliasOf(repository) === undefined ? repository : (await repositories()).address(repository),
    index: async (repository, signal) => (await repositories()).index(repository, signal),
    archive: async (request) => (await repositories()).archive(request),
  };
}

function cacheHome({ environment }: Context): string {
  const folder = cacheFolder(environment);
  if (folder !== undefined) return folder;
  throw new BpError("CONFIG", "there is no place for the cache of fetched charts", {
    hint: "set XDG_CACHE_HOME to a folder",
  });
}
