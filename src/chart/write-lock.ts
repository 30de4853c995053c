import { createHash } from "node:crypto";

import { goJson } from "../model/go-json.ts";
import { emitYaml } from "../yaml/index.ts";

/** A dependency whose version is exact. */
export interface LockedDependency {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
}

/**
 * Chart.lock of a chart whose dependencies name exact versions and nothing more. Its digest is over what Chart.yaml asks
 * for and what was found, as Helm compares it (pkg/downloader, resolver.HashReq); the time is fixed.
 */
export function writeLock(dependencies: readonly LockedDependency[]): string {
  const fields = dependencies.map(({ name, version, repository }) => ({
    name,
    version,
    repository,
  }));
  const hash = createHash("sha256")
    .update(goJson([fields, fields]))
    .digest("hex");
  return emitYaml({
    dependencies: fields,
    digest: `sha256:${hash}`,
    generated: "1980-01-01T00:00:00Z",
  });
}
