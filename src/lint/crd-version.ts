import type { Blueprint } from "../model/blueprint.ts";
import type { CompiledCrd, CrdVersion } from "../schema/index.ts";

/** The CRD's version for this manifest, undefined where it serves none of that name (BP101 says so). */
export function versionFor(
  crd: CompiledCrd,
  blueprint: Pick<Blueprint, "apiVersion">,
): CrdVersion | undefined {
  const [group, version] = blueprint.apiVersion.split("/");
  return group === crd.group ? crd.versions.get(version ?? "") : undefined;
}

/** The apiVersions that the CRD serves. */
export function apiVersions(crd: CompiledCrd): readonly string[] {
  return [...crd.versions.keys()].map((version) => `${crd.group}/${version}`);
}
