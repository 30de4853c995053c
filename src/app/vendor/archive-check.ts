import type { InspectedSubchart } from "../../chart/index.ts";
import { inspectChart, packedMetadata } from "../../chart/index.ts";
import { BpError } from "../../model/error.ts";
import { compareHelmVersions, parseHelmVersion } from "../../model/helm-version.ts";
import type { Content } from "../../model/ports.ts";
import type { CachedArchive, ChartCache } from "../../repository/index.ts";

/** What an archive is said to hold. */
export interface Named {
  readonly name: string;
  readonly version: string;
  /** For messages: `nats 1.2.6 from https://…`. */
  readonly label: string;
}

/**
 * Reads an archive to its last byte, within Helm's limits, and holds its Chart.yaml against its name and version.
 * @returns a sentence for each chart that it declares and does not carry
 * @throws BpError BAD_ARCHIVE, LIMIT, MATERIAL
 */
export async function checkArchive(archive: Content, named: Named): Promise<readonly string[]> {
  const { metadata, faults } = await inspectChart(archive.open(), named.label);
  assertNamed(metadata, named);
  return faults.flatMap(({ ruleId, dependency }) =>
    ruleId === "BP204" && dependency !== undefined
      ? [`${named.label} declares ${dependency.name} ${dependency.version} and does not carry it`]
      : [],
  );
}

/**
 * The same of an archive that was read before: its name and version alone, which the cache remembers by its digest.
 * @throws BpError likewise
 */
export async function checkName(
  archive: CachedArchive,
  named: Named,
  cache: ChartCache,
): Promise<void> {
  const key = `chart ${archive.sha256}`;
  const [name = "", version = ""] = (await cache.note(key))?.split("\n") ?? [];
  if (name !== "") return assertNamed({ name, version }, named);
  const found = await packedMetadata(archive.open(), named.label);
  await cache.setNote(key, `${found.name}\n${found.version}`);
  assertNamed(found, named);
}

function assertNamed(
  found: Omit<InspectedSubchart, "path">,
  { name, version, label }: Named,
): void {
  if (found.name === name && sameVersion(found.version, version)) return;
  throw new BpError(
    "BAD_ARCHIVE",
    `${label} is not what it says: inside is ${found.name} ${found.version}`,
    {
      hint: "the repository serves another chart under this name: tell its owner, or pin another version",
    },
  );
}

/** As Helm compares a locked version with an indexed one: `v1.2.0` is `1.2`. */
export function sameVersion(a: string, b: string): boolean {
  const [left, right] = [parseHelmVersion(a), parseHelmVersion(b)];
  if (left === undefined || right === undefined) return a === b;
  return compareHelmVersions(left, right) === 0;
}
