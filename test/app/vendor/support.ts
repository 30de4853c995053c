import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { defaultConfig } from "../../../src/app/config.ts";
import { load } from "../../../src/app/load.ts";
import { outdated } from "../../../src/app/vendor/outdated.ts";
import type { OutdatedReport } from "../../../src/app/vendor/outdated.ts";
import type { VendorPorts } from "../../../src/app/vendor/ports.ts";
import type { VendorReport } from "../../../src/app/vendor/report.ts";
import type { VendorInput } from "../../../src/app/vendor/vendor.ts";
import { vendor } from "../../../src/app/vendor/vendor.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { ProgressEvent } from "../../../src/model/event.ts";
import { openStore } from "../../../src/oci/index.ts";
import type { KnownRepository } from "../../../src/repository/index.ts";
import { diskCache, httpRepositories } from "../../../src/repository/index.ts";
import { diskTree, placeArchives, putFile } from "../../../src/workspace/index.ts";
import { testClient } from "../../oci/artifact.ts";
import { unknown } from "../../repository/support.ts";
import type { Files } from "../../support/workspace.ts";
import { temporary, workspace } from "../../support/workspace.ts";

export interface RunOptions extends Partial<Pick<VendorInput, "frozen" | "update">> {
  readonly offline?: boolean;
  readonly workspaceDependencies?: boolean;
  readonly known?: readonly Partial<KnownRepository>[];
}

/** A working copy of some charts, and runs over it. */
export interface Checkout {
  readonly root: string;
  readonly warnings: string[];
  vendor(options?: RunOptions): Promise<VendorReport>;
  outdated(options?: RunOptions): Promise<OutdatedReport>;
  /** The text of a file, undefined where there is none. */
  text(path: string): string | undefined;
  /** The names in a folder, sorted; none where there is no folder. */
  names(folder: string): readonly string[];
}

/** @param cache the folder of the cache; one of its own by default */
export function checkout(files: Files, cache: string = join(temporary(), "cache")): Checkout {
  const root = workspace(files);
  const warnings: string[] = [];
  const emit = (event: ProgressEvent): void => {
    if (event.kind === "warning") warnings.push(event.message);
  };
  async function loaded({ workspaceDependencies = true }: RunOptions) {
    const tree = diskTree(root);
    const source = { tree, workspace: await load(tree, defaultConfig), workspaceDependencies };
    return { source, units: source.workspace.units };
  }
  return {
    root,
    warnings,
    async vendor(options = {}) {
      const { frozen = false, update } = options;
      const input = { ...(await loaded(options)), frozen, update };
      return vendor(input, portsOf({ root, cache, emit }, options));
    },
    async outdated(options = {}) {
      return outdated(await loaded(options), portsOf({ root, cache, emit }, options));
    },
    text: (path) =>
      existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined,
    names: (folder) =>
      existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [],
  };
}

interface World {
  readonly root: string;
  readonly cache: string;
  readonly emit: (event: ProgressEvent) => void;
}

function portsOf(
  { root, cache: folder, emit }: World,
  { offline = false, known = [] }: RunOptions,
): VendorPorts {
  const client = testClient();
  onTestFinished(() => client.close());
  const cache = diskCache(folder);
  const repositories = httpRepositories({
    clientFor: () => client,
    cache,
    spool,
    known: async () => known.map((one) => ({ ...unknown, ...one })),
    readPem: async (file) => file,
    offline,
  });
  return {
    repositories,
    cache,
    registry: async (target) => openStore(target, { client }),
    offline,
    concurrency: 4,
    emit,
    signal: new AbortController().signal,
    spool,
    place: (placement) => placeArchives(root, placement),
    put: (file) => putFile(root, file),
  };
}

/** `platform/<name>/chart/Chart.yaml` of bp-<name> 1.0.0 with these dependencies, each a line of YAML. */
export function chart(name: string, ...dependencies: readonly string[]): Record<string, string> {
  const lines = dependencies.map((line) => `  - ${line}\n`).join("");
  return {
    [`platform/${name}/chart/Chart.yaml`]: `apiVersion: v2
name: bp-${name}
version: 1.0.0
annotations:
  catalyst.openova.io/no-upstream: "true"
${lines === "" ? "" : `dependencies:\n${lines}`}`,
  };
}

/** bp-a with one dependency, on line 7. */
export function dependsOn(url: string, version = "1.2.6", name = "nats"): Record<string, string> {
  return chart("a", `{ name: ${name}, version: "${version}", repository: "${url}" }`);
}
