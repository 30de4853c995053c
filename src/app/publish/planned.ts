import { isDigest } from "../../model/digest.ts";
import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { isObject, member } from "../../model/json.ts";
import type { Unit } from "../../model/workspace.ts";
import type { ArtifactReport } from "./report.ts";

/** What a plan says that a publish will push. */
export interface Planned {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly digest: Digest;
}

const hint = "plan anew on this commit: bp plan publish -o json=FILE";

/**
 * Reads the report of `bp plan publish`.
 * @throws BpError MATERIAL for what is none, for a plan that failed, and for one of nothing
 */
export function readPlan(text: string, file: string): readonly Planned[] {
  const report = parse(text, file);
  const artifacts = member(report, "artifacts");
  if (member(report, "command") !== "plan publish" || !Array.isArray(artifacts))
    throw new BpError("MATERIAL", `${file} is no report of bp plan publish`, { hint });
  if (artifacts.length === 0) throw new BpError("MATERIAL", `${file} plans nothing`, { hint });
  return artifacts.map((artifact) => plannedOf(artifact, file));
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BpError("MATERIAL", `${file} is not JSON`, { hint, cause });
  }
}

function plannedOf(artifact: unknown, file: string): Planned {
  const text = (name: string): string => {
    const value = member(artifact, name);
    return typeof value === "string" ? value : "";
  };
  const digest = text("digest");
  const [name, version, folder] = [text("name"), text("version"), text("folder")];
  if (isObject(artifact) && isDigest(digest) && folder !== "")
    return { name, version, folder, digest };
  throw new BpError("MATERIAL", `${file}: ${name || "an artifact"} could not be planned`, { hint });
}

/** The units of a plan. @throws BpError MATERIAL where one is not here */
export function plannedUnits(planned: readonly Planned[], units: readonly Unit[]): readonly Unit[] {
  return planned.map(({ name, folder }) => {
    const unit = units.find((one) => one.folder === folder && one.name === name);
    if (unit !== undefined) return unit;
    throw new BpError("MATERIAL", `${name} of ${folder} is planned, and is not here`, { hint });
  });
}

/**
 * Holds what would be pushed against the plan.
 * @throws BpError MATERIAL where a version or digest differs, with every difference: nothing may be written then
 */
export function assertPlanned(planned: readonly Planned[], built: readonly ArtifactReport[]): void {
  const byFolder = new Map(built.map((artifact) => [artifact.folder, artifact]));
  const differences = planned.flatMap((one) => {
    const now = byFolder.get(one.folder);
    if (now?.version === one.version && now.digest === one.digest) return [];
    const here = now?.digest ?? now?.error?.message ?? "not here";
    return [
      `${one.name} ${one.version} is planned as ${one.digest}, and is ${now?.version ?? ""} ${here}`,
    ];
  });
  if (differences.length === 0) return;
  throw new BpError(
    "MATERIAL",
    `this is not what was planned, and nothing was written:\n  ${differences.join("\n  ")}`,
    { hint },
  );
}
