import { pointerTo } from "../model/pointer.ts";
import type { Fault, Faults } from "./fault.ts";
import { member } from "./json.ts";
import { judgeDefaults } from "./judge-defaults.ts";
import { judgeRoot } from "./judge-root.ts";
import { judge } from "./judge.ts";
import { readStructural } from "./read.ts";
import type { CrdVersion } from "./version.ts";
import { crdVersion } from "./version.ts";

/** A CustomResourceDefinition (apiextensions.k8s.io/v1), ready to hold manifests against. */
export interface CompiledCrd {
  readonly group: string;
  readonly kind: string;
  /** The served versions, in the order of the CRD. */
  readonly versions: ReadonlyMap<string, CrdVersion>;
  /** Why an API server would refuse the CRD (BP122), apart from its CEL rules. */
  readonly faults: readonly Fault[];
}

/**
 * Compiles a CRD that was read from YAML. Never throws on a bad CRD: what is wrong stands in `faults`, and what can be
 * understood still validates.
 */
export function compileCrd(crd: unknown): CompiledCrd {
  const faults: Faults = [];
  const spec = member(crd, "spec");
  const versions = new Map<string, CrdVersion>();
  const list = member(spec, "versions");
  for (const [index, version] of (Array.isArray(list) ? list : []).entries()) {
    const compiled = readVersion(version, pointerTo("/spec/versions", index), faults);
    if (compiled !== undefined) versions.set(compiled.name, compiled);
  }
  faults.push(...judgeDefinition(spec));
  return {
    group: String(member(spec, "group") ?? ""),
    kind: String(member(member(spec, "names"), "kind") ?? ""),
    versions,
    faults: withoutRepeats(faults),
  };
}

function readVersion(version: unknown, pointer: string, faults: Faults): CrdVersion | undefined {
  const name = member(version, "name");
  if (typeof name !== "string") {
    faults.push({ pointer, message: "the version has no name" });
    return undefined;
  }
  const at = pointerTo(pointerTo(pointer, "schema"), "openAPIV3Schema");
  const source = member(member(version, "schema"), "openAPIV3Schema");
  if (source === undefined) {
    faults.push({ pointer, message: `version ${name} has no schema.openAPIV3Schema` });
    return undefined;
  }
  const schema = readStructural(source, at, faults);
  judge(schema, faults);
  judgeRoot(schema, faults);
  judgeDefaults(schema, faults);
  return member(version, "served") === false ? undefined : crdVersion(name, schema);
}

function judgeDefinition(spec: unknown): Faults {
  const list = member(spec, "versions");
  const versions = Array.isArray(list) ? list : [];
  const stored = versions.filter((version) => member(version, "storage") === true);
  const faults: Faults = [];
  if (typeof member(spec, "group") !== "string")
    faults.push({ pointer: "/spec", message: "the CRD has no group" });
  if (versions.length === 0) faults.push({ pointer: "/spec", message: "the CRD has no versions" });
  else if (stored.length !== 1)
    faults.push({
      pointer: "/spec/versions",
      message: `exactly one version must have storage: true, ${stored.length} have`,
    });
  return faults;
}

/** Versions that share a schema share its faults; the first one speaks. */
function withoutRepeats(faults: Faults): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ pointer, message }) => {
    const key = `${pointer.replace(/^\/spec\/versions\/\d+/u, "")} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
