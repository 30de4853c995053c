import type { CompiledCrd } from "./crd.ts";
import type { Precompiled } from "./precompiled.ts";
import { precompiled } from "./precompiled.ts";
import type { CrdVersion } from "./version.ts";
import { crdVersion } from "./version.ts";
import { violationsOf } from "./violations.ts";

/** The CRD that comes with the program, as the build compiled it; undefined where nothing was built. */
export function embeddedCrd(): CompiledCrd | undefined {
  const built: Precompiled | undefined = precompiled;
  if (built === undefined) return undefined;
  const { group, kind, versions } = built;
  const compiled = versions.map(({ name, schema, check }): [string, CrdVersion] => [
    name,
    crdVersion(name, schema, () => (value) => violationsOf(check, value)),
  ]);
  return { group, kind, versions: new Map(compiled), faults: [], proven: true };
}
