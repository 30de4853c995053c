import type { Conflict } from "./conflict.ts";
import { conflictOf } from "./conflict.ts";
import type { BlueprintVersion, Origin, Problem, Questions } from "./problem.ts";
import { originKey } from "./problem.ts";
import { Search } from "./search.ts";

export type Resolution =
  /** One version of each blueprint that is wanted; one stands behind what wants it first. */
  | { readonly kind: "solution"; readonly chosen: readonly BlueprintVersion[] }
  | { readonly kind: "conflict"; readonly conflict: Conflict }
  /** The search met more dead ends than it may. */
  | { readonly kind: "gave up" };

/**
 * Chooses one version of each blueprint that is wanted, directly or by what is chosen: the first, in order of
 * preference, that leaves a solution, blueprints taken in the order in which they come to be wanted. It asks for what it
 * must know of the catalogue and goes on once that is known; for the same catalogue it gives the same answer, however
 * much of it was known before.
 */
export function* solve(given: Problem): Generator<Questions, Resolution> {
  const problem = { ...given, admits: remembered(given.admits) };
  const found = yield* new Search(problem, () => true).run();
  if (found.kind !== "conflict") return found;
  const origins = yield* smallest(problem, found.origins);
  return { kind: "conflict", conflict: yield* conflictOf(problem, origins) };
}

/** Reading ranges is most of the work, and each is asked for many times. */
function remembered(admits: Problem["admits"]): Problem["admits"] {
  const answers = new Map<string, Map<string, boolean>>();
  return (range, version) => {
    const own = answers.get(range) ?? new Map<string, boolean>();
    answers.set(range, own);
    const answer = own.get(version) ?? admits(range, version);
    own.set(version, answer);
    return answer;
  };
}

/** Facts of a conflict of which none can be left out. Those last found, which lie farthest in, are tried first. */
function* smallest(
  problem: Problem,
  origins: readonly Origin[],
): Generator<Questions, readonly Origin[]> {
  let core = distinct(origins);
  for (const key of [...core.keys()].reverse()) {
    if (!core.has(key)) continue;
    const rest = new Set([...core.keys()].filter((other) => other !== key));
    const found = yield* new Search(problem, (origin) => rest.has(originKey(origin))).run();
    if (found.kind === "conflict") core = distinct(found.origins);
  }
  return [...core.values()];
}

function distinct(origins: readonly Origin[]): ReadonlyMap<string, Origin> {
  return new Map(origins.map((origin) => [originKey(origin), origin]));
}
