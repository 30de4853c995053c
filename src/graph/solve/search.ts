import { Facts } from "./facts.ts";
import type { Nogood } from "./nogood.ts";
import { originsOf, resolve, versionsIn } from "./nogood.ts";
import type { BlueprintVersion, Origin, Problem, Questions, Want } from "./problem.ts";
import { Trail } from "./trail.ts";

/** How many dead ends are met before the search gives up: far more than a real catalogue has. */
const deadEndLimit = 20_000;

export type Found =
  /** In the order of decision: a blueprint stands behind one that wants it. */
  | { readonly kind: "solution"; readonly chosen: readonly BlueprintVersion[] }
  /** The facts that leave no way out. */
  | { readonly kind: "conflict"; readonly origins: readonly Origin[] }
  | { readonly kind: "gave up" };

/**
 * One version of each blueprint that is wanted, by conflict-driven search over sets of versions (PubGrub's idea, with
 * "not there" as one more value). Blueprints are decided in the order in which they come to be wanted, each in the
 * preferred version that leaves a solution: so the answer is the first that trying all would find.
 */
export class Search {
  readonly #facts: Facts;
  readonly #trail: Trail;
  readonly #nogoods = new Map<string, Nogood[]>();
  #decided: readonly BlueprintVersion[] = [];
  #deadEnds = 0;

  constructor(problem: Problem, isActive: (origin: Origin) => boolean) {
    this.#facts = new Facts(problem, isActive);
    this.#trail = new Trail((name) => this.#facts.all(name));
  }

  *run(): Generator<Questions, Found> {
    yield* this.#learnVersions(this.#facts.outside());
    let conflict = this.#addAll(this.#facts.outsideNogoods());
    for (;;) {
      if (conflict === undefined) {
        const next = yield* this.#next();
        if (next === undefined) return { kind: "solution", chosen: this.#decided };
        conflict = this.#decide(next);
      } else {
        const learnt = this.#learn(conflict);
        if (learnt.literals.size === 0) return { kind: "conflict", origins: originsOf(learnt) };
        this.#deadEnds += 1;
        if (this.#deadEnds > deadEndLimit) return { kind: "gave up" };
        conflict = this.#add(learnt);
      }
    }
  }

  /** The next to decide, in the version to try; what it and the others that wait may want is made known. */
  *#next(): Generator<Questions, BlueprintVersion | undefined> {
    for (;;) {
      const waiting = this.#waiting();
      const wants = waiting.flatMap((one) => this.#toAsk(one));
      if (wants.length > 0) yield { versions: [], wants };
      const wanted = waiting.flatMap((one) => this.#facts.wants(one) ?? []);
      const asked = yield* this.#learnVersions(wanted);
      if (wants.length === 0 && !asked) return waiting[0];
    }
  }

  /**
   * Nothing where it is known what the version wants; else the version and, the more of the blueprint were tried before,
   * the more of those that would be tried next, so that a long way back takes few rounds.
   */
  #toAsk(one: BlueprintVersion): readonly BlueprintVersion[] {
    if (this.#facts.wants(one) !== undefined) return [];
    const { blueprint } = one;
    const isUnknown = (version: string): boolean =>
      this.#facts.wants({ blueprint, version }) === undefined;
    const all = this.#facts.versions(blueprint);
    const tried = all.length - all.filter((version) => isUnknown(version)).length;
    const next = this.#possible(blueprint).filter((version) => isUnknown(version));
    return next.slice(0, Math.max(1, tried)).map((version) => ({ blueprint, version }));
  }

  *#learnVersions(wants: readonly Want[]): Generator<Questions, boolean> {
    const versions = this.#facts.unknown(wants);
    if (versions.length > 0) yield { versions, wants: [] };
    return versions.length > 0;
  }

  /** What is wanted and not decided, in the order in which it came to be wanted, each in the version to try. */
  #waiting(): readonly BlueprintVersion[] {
    const wants = [
      ...this.#facts.outside(),
      ...this.#decided.flatMap((one) => this.#facts.wants(one) ?? []),
    ];
    const names = new Set(wants.map(({ blueprint }) => blueprint));
    for (const { blueprint } of this.#decided) names.delete(blueprint);
    return [...names].map((blueprint) => ({
      blueprint,
      version: this.#possible(blueprint)[0] ?? "",
    }));
  }

  /** The versions that are not ruled out, in order of preference. */
  #possible(blueprint: string): readonly string[] {
    return versionsIn(this.#trail.values(blueprint), this.#facts.versions(blueprint));
  }

  #decide(next: BlueprintVersion): Nogood | undefined {
    this.#trail.decide(next.blueprint, this.#facts.value(next));
    this.#decided = [...this.#decided, next];
    const wants = this.#facts.wants(next) ?? [];
    return (
      this.#propagate([next.blueprint]) ??
      this.#addAll(wants.flatMap((want) => this.#facts.wantNogood(next, want) ?? []))
    );
  }

  /** Adds all, the broken ones too, which gives the first of them. */
  #addAll(nogoods: readonly Nogood[]): Nogood | undefined {
    return nogoods.map((nogood) => this.#add(nogood)).find((broken) => broken !== undefined);
  }

  /** A nogood that all but one blueprint fulfil narrows that one; gives one that is broken. */
  #add(nogood: Nogood): Nogood | undefined {
    for (const name of nogood.literals.keys()) {
      const own = this.#nogoods.get(name) ?? [];
      this.#nogoods.set(name, own);
      own.push(nogood);
    }
    const outcome = this.#examine(nogood);
    if (typeof outcome !== "string") return outcome;
    return outcome === "" ? undefined : this.#propagate([outcome]);
  }

  #propagate(changed: readonly string[]): Nogood | undefined {
    const queue = new Set(changed);
    for (const name of queue) {
      queue.delete(name);
      for (const nogood of this.#nogoods.get(name) ?? []) {
        const outcome = this.#examine(nogood);
        if (typeof outcome !== "string") return outcome;
        if (outcome !== "") queue.add(outcome);
      }
    }
    return undefined;
  }

  /** The nogood where it is broken, the name of the blueprint that it narrowed, or nothing. */
  #examine(nogood: Nogood): Nogood | string {
    let open = "";
    for (const [name, set] of nogood.literals) {
      const values = this.#trail.values(name);
      if ((values & ~set) === 0n) continue;
      if ((values & set) === 0n || open !== "") return "";
      open = name;
    }
    if (open === "") return nogood;
    const left = this.#trail.values(open) & ~(nogood.literals.get(open) ?? 0n);
    this.#trail.narrow(open, left, nogood);
    return open;
  }

  /**
   * What a broken nogood teaches: a nogood that narrows once the decisions that it does not rest on are taken back, which
   * they are; the empty one where it rests on none.
   */
  #learn(broken: Nogood): Nogood {
    let nogood = broken;
    while (nogood.literals.size > 0) {
      const since = [...nogood.literals].map(([name, set]) => this.#trail.since(name, set));
      const last = Math.max(...since);
      const { name, reason, level } = this.#trail.step(last);
      const others = since.filter((index) => index !== last);
      const below = Math.max(0, ...others.map((index) => this.#trail.step(index).level));
      if (reason === undefined || below < level) {
        this.#trail.backTo(below);
        this.#decided = this.#decided.slice(0, below);
        break;
      }
      nogood = resolve(nogood, reason, name, this.#facts.all(name));
    }
    return nogood;
  }
}
