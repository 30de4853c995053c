import type { Origin } from "./problem.ts";

/** What a blueprint may be: bit 0 is "not there", bit n its n-th version in order of preference. */
export type Values = bigint;

export const absent: Values = 1n;

/**
 * Values that may not come together: at least one blueprint must be outside its set. It is a fact of the catalogue, with
 * its origin, or follows from two others.
 */
export interface Nogood {
  readonly literals: ReadonlyMap<string, Values>;
  readonly origin: Origin | undefined;
  readonly causes: readonly Nogood[];
}

/** The values of a blueprint with that many versions. */
export function allValues(versions: number): Values {
  return (1n << BigInt(versions + 1)) - 1n;
}

/** The versions for which the flag is set. */
export function valuesOf(flags: readonly boolean[]): Values {
  let values = 0n;
  for (const [index, flag] of flags.entries()) if (flag) values |= 1n << BigInt(index + 1);
  return values;
}

/** Those of a blueprint's versions that are among the values. */
export function versionsIn(values: Values, versions: readonly string[]): readonly string[] {
  return versions.filter((_, index) => ((values >> BigInt(index + 1)) & 1n) === 1n);
}

/**
 * What follows from two nogoods, one of which must narrow `on` where the other holds: `on` has a value of the one or of
 * the other, so the rest of both may not come together with either.
 */
export function resolve(one: Nogood, other: Nogood, on: string, all: Values): Nogood {
  const literals = new Map<string, Values>();
  for (const { literals: own } of [one, other]) {
    for (const [name, values] of own)
      if (name !== on) literals.set(name, values & (literals.get(name) ?? values));
  }
  const joined = (one.literals.get(on) ?? 0n) | (other.literals.get(on) ?? 0n);
  if (joined !== all) literals.set(on, joined);
  return { literals, origin: undefined, causes: [one, other] };
}

/** The facts that a nogood rests on, each once. */
export function originsOf(nogood: Nogood): readonly Origin[] {
  const seen = new Set<Nogood>([nogood]);
  const origins: Origin[] = [];
  for (const one of seen) {
    if (one.origin !== undefined) origins.push(one.origin);
    for (const cause of one.causes) seen.add(cause);
  }
  return origins;
}
