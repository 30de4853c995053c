import type { BlueprintVersion, Conflict, OutsideWant } from "../../graph/index.ts";
import { solve } from "../../graph/index.ts";
import { BpError } from "../../model/error.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Installable } from "./installable.ts";
import type { KnownCatalogue } from "./known-catalogue.ts";

export interface Resolving {
  readonly wants: readonly OutsideWant[];
  readonly known: KnownCatalogue;
  readonly admits: Catalogue["admits"];
  /** What conditions are held against. */
  readonly configOf: (installable: Installable) => JsonObject;
}

export type Resolved =
  | { readonly kind: "solution"; readonly chosen: readonly Installable[] }
  | { readonly kind: "conflict"; readonly conflict: Conflict };

/**
 * One version of each blueprint that is wanted; what must be known of the catalogue is fetched as the search asks for it.
 * @throws BpError LIMIT where the search gives up; and what the catalogue throws
 */
export async function resolve({ wants, known, admits, configOf }: Resolving): Promise<Resolved> {
  const search = solve({ wants, known: known.as(configOf), admits });
  for (;;) {
    const step = search.next();
    if (step.done !== true) {
      await known.learn(step.value);
      continue;
    }
    const { value: found } = step;
    if (found.kind === "conflict") return found;
    if (found.kind === "gave up") throw gaveUp(wants);
    return { kind: "solution", chosen: found.chosen.map((one) => fetched(known, one)) };
  }
}

function fetched(known: KnownCatalogue, { blueprint, version }: BlueprintVersion): Installable {
  return known.chosen(blueprint, version);
}

function gaveUp(wants: readonly OutsideWant[]): BpError {
  const names = wants.map(({ blueprint }) => blueprint).join(", ");
  return new BpError("LIMIT", `no choice of versions for ${names} was found in reasonable time`, {
    hint: "narrow the ranges in depends, so that fewer versions are possible",
  });
}
