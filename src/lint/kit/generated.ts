import { foldName } from "../../model/blueprint.ts";
import type { GeneratedDepends, Kit } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import { releasesOf } from "../kits.ts";

/** An entry of the generated dependencies that is not what the kit has. */
export interface GeneratedFault {
  /** Without `bp-`. */
  readonly name: string;
  readonly at: Location;
  readonly pointer?: string;
  readonly message: string;
}

/** What each release waits for, without `bp-`; names sorted. */
export function wantedDepends(kit: Kit): ReadonlyMap<string, readonly string[]> {
  return new Map(
    releasesOf(kit).map(({ name, dependsOn }) => [
      foldName(name),
      folded(dependsOn.map((one) => one.name)),
    ]),
  );
}

/** Where the generated dependencies are not those of the kit. */
export function generatedDrift(
  kit: Kit,
  generated: GeneratedDepends | undefined,
): readonly GeneratedFault[] {
  if (generated === undefined) return [];
  const left = new Map(generated.entries.map((one) => [foldName(one.name), one]));
  const faults: GeneratedFault[] = [];
  for (const [name, on] of wantedDepends(kit)) {
    const entry = left.get(name);
    left.delete(name);
    if (entry === undefined)
      faults.push({ name, at: generated.at, message: `${name} is missing: ${kit.folder} has it` });
    else if (entry.name !== name || !isSame(entry.on, on))
      faults.push({
        name,
        at: entry.at,
        pointer: `/${entry.name}`,
        message: `${entry.name} should be ${name}: [${on.join(", ")}], as in ${kit.folder}`,
      });
  }
  for (const [name, entry] of left)
    faults.push({
      name,
      at: entry.at,
      pointer: `/${entry.name}`,
      message: `${kit.folder} has no ${entry.name}`,
    });
  return faults;
}

function isSame(on: readonly string[], wanted: readonly string[]): boolean {
  return !on.some((name) => name.startsWith("bp-")) && folded(on).join() === wanted.join();
}

function folded(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => foldName(name)))].toSorted();
}
