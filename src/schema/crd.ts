import { pointerTo } from "../model/pointer.ts";
import type { Fault, Faults } from "./fault.ts";
import { member } from "./json.ts";
import { judgeDefaults } from "./judge-defaults.ts";
import { judgeRoot } from "./judge-root.ts";
import { judge } from "./judge.ts";
import { readStructural } from "./read.ts";
import { validatorOf } from "./validate.ts";
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
  /** It came with the program and was found without a fault when that was built, its CEL rules too. */
  readonly proven: boolean;
}

/**
 * Compiles a CRD that was read from YAML. Never throws on a bad CRD: what is wrong stands in `faults`, and what can be
 * understood still validates.
 */
export function compileCrd(crd: unknown): CompiledCrd {
  const faults: Faults = [];
  const spec = member(crd, "spec");
  const versions = new Map<string, CrdVersion>();
  const bySource = new Map<string, CrdVersion>();
  const list = member(spec, "versions");
  for (const [index, version] of (Array.isArray(list) ? list : []).entries()) {
    const header = readHeader(version, pointerTo("/spec/versions", index), faults);
    if (header === undefined) continue;
    // Versions commonly share one schema by a YAML anchor; it is judged and compiled once.
    const source = JSON.stringify(header.source, plainNumbers);
    const compiled = bySource.get(source) ?? readVersion(header, faults);
    bySource.set(source, compiled);
    if (header.served) versions.set(header.name, { ...compiled, name: header.name });
  }
  faults.push(...judgeDefinition(spec));
  return {
    group: textOf(member(spec, "group")),
    kind: textOf(member(member(spec, "names"), "kind")),
    versions,
    faults,
    proven: false,
  };
}

interface Header {
  readonly name: string;
  readonly served: boolean;
  readonly source: unknown;
  /** JSON pointer of the schema. */
  readonly pointer: string;
}

function readHeader(version: unknown, pointer: string, faults: Faults): Header | undefined {
  const name = member(version, "name");
  const source = member(member(version, "schema"), "openAPIV3Schema");
  if (typeof name !== "string") faults.push({ pointer, message: "the version has no name" });
  else if (source === undefined)
    faults.push({ pointer, message: `version ${name} has no schema.openAPIV3Schema` });
  else {
    const served = member(version, "served") !== false;
    return { name, served, source, pointer: `${pointer}/schema/openAPIV3Schema` };
  }
  return undefined;
}

function readVersion({ name, source, pointer }: Header, faults: Faults): CrdVersion {
  const schema = readStructural(source, pointer, faults);
  judge(schema, faults);
  judgeRoot(schema, faults);
  judgeDefaults(schema, faults);
  return crdVersion(name, schema, () => validatorOf(schema));
}

function plainNumbers(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
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

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
