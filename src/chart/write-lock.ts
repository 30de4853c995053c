import { createHash } from "node:crypto";

import type { ChartDependency } from "../model/chart.ts";
import { goJson } from "../model/go-json.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { coercedText, emitYaml, entry } from "../yaml/index.ts";
import { dependencyFields } from "./fields.ts";
import { readMetadata } from "./metadata.ts";

/** A dependency whose version is exact. */
export interface LockedDependency {
  readonly name: string;
  readonly version: string;
  /** An address: where Chart.yaml names a repository as `@name`, what that stands for. */
  readonly repository: string;
}

/** What Chart.yaml asks for, its repositories as addresses too; the fields that are absent count as empty. */
export type RequestedDependency = LockedDependency & Partial<Omit<ChartDependency, "at">>;

/** Chart.lock, or the requirements.lock of an old chart, as it was read. */
export interface ChartLock {
  readonly dependencies: readonly LockedDependency[];
  readonly digest: string;
}

export function readChartLock(document: YamlDocument, file: string): ChartLock {
  const { dependencies } = readMetadata(document, file).metadata;
  return { dependencies, digest: coercedText(entry(document.root, "digest")) ?? "" };
}

/** Over what is asked for and what was found, in this order, as Helm compares it (interop §1.8, resolver.HashReq). */
export function lockDigest(
  requested: readonly RequestedDependency[],
  locked: readonly LockedDependency[],
): string {
  return sha256([requested.map(dependencyFields), locked.map(dependencyFields)]);
}

/** Whether the lock was made for these dependencies; that of an old chart may be Helm 2's (resolver.HashV2Req). */
export function isInSync(
  lock: ChartLock,
  requested: readonly RequestedDependency[],
  old: { readonly apiVersion: string; readonly declared: readonly RequestedDependency[] },
): boolean {
  if (lock.digest === lockDigest(requested, lock.dependencies)) return true;
  const byHelm2 = sha256({ dependencies: old.declared.map(dependencyFields) });
  return old.apiVersion === "v1" && lock.digest === byHelm2;
}

/** The text of Chart.lock, byte for byte as Helm writes it but for the time, which is fixed. */
export function writeLock(
  requested: readonly RequestedDependency[],
  locked: readonly LockedDependency[],
): string {
  return emitYaml({
    dependencies: locked.map(({ name, version, repository }) =>
      dependencyFields({ name, version, repository }),
    ),
    digest: lockDigest(requested, locked),
    generated: "1980-01-01T00:00:00Z",
  });
}

function sha256(value: unknown): string {
  return `sha256:${createHash("sha256").update(goJson(value)).digest("hex")}`;
}
