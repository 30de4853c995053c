import type { ChartDependency } from "../../model/chart.ts";
import { sameVersion } from "./archive-check.ts";
import type { PlannedArchive, PlannedDependency } from "./chart-plan.ts";
import type { ChartsFolder } from "./charts-folder.ts";
import type { Choice } from "./choose.ts";
import { choose, chooseWithin, isExact } from "./choose.ts";
import { gone, notThere, otherBytes } from "./fault.ts";
import type { Level } from "./level.ts";
import type { LockedVersion } from "./locked.ts";
import type { Place } from "./upstream.ts";
import type { Upstreams } from "./upstreams.ts";

export interface RemoteRequest {
  readonly place: Place;
  /** What holds, undefined where a version is to be found. */
  readonly locked: LockedVersion | undefined;
  readonly present: ChartsFolder;
  /** How it is looked for anew, where it is, and from what version it moves. */
  readonly update:
    | { readonly level: Level | undefined; readonly from: string | undefined }
    | undefined;
}

/**
 * Finds the version and has its archive fetched.
 * @throws VendorFault BP215, BP216; BpError as the repository's
 */
export async function planRemote(
  upstreams: Upstreams,
  dependency: ChartDependency,
  request: RemoteRequest,
): Promise<Pick<PlannedDependency, "version" | "range" | "archive">> {
  const { place, locked, present } = request;
  const choice = await chosen(upstreams, dependency, request);
  const { version, range } = choice;
  const there = inPlace(present, dependency, locked);
  if (there !== undefined) return { version, range, archive: there };
  const sha256 = locked?.sha256;
  const fetched = await upstreams.fetch({ ...place, version, sha256 });
  if (fetched === undefined) throw gone(dependency, place, version);
  const { archive: content, from } = fetched;
  if (sha256 !== undefined && content.sha256 !== sha256)
    throw otherBytes(dependency, { version, locked: sha256, sha256: content.sha256 });
  return { version, range, archive: { sha256: content.sha256, from, content } };
}

async function chosen(
  upstreams: Upstreams,
  dependency: ChartDependency,
  { place, locked, update }: RemoteRequest,
): Promise<Choice> {
  if (locked !== undefined) return { version: locked.version, range: undefined };
  const { version } = dependency;
  const level = update?.level;
  // A registry is asked for an exact version without a list, as Helm does it.
  if (level === undefined && place.address.startsWith("oci://") && isExact(version))
    return { version, range: undefined };
  const offers = await upstreams.offers(place);
  const found =
    level === undefined
      ? choose(dependency, offers.versions)
      : chooseWithin(dependency, offers.versions, { level, locked: update?.from });
  if (found === undefined) throw notThere(dependency, place, offers);
  return found;
}

/** The archive that lies in charts/ under its name with the very bytes that are locked. */
function inPlace(
  { archives }: ChartsFolder,
  { name }: ChartDependency,
  locked: LockedVersion | undefined,
): PlannedArchive | undefined {
  if (locked?.sha256 === undefined) return undefined;
  const { version, sha256 } = locked;
  const found = archives.get(`${name}-${version}.tgz`);
  if (found?.sha256 !== sha256 || found.name !== name || !sameVersion(found.version, version))
    return undefined;
  return { sha256, from: "charts", content: undefined };
}
