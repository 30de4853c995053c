import { dependsGraph } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { Mention, Resource } from "../../model/supply.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { Provider } from "./catalogue.ts";
import { Catalogue } from "./catalogue.ts";
import type { Providers } from "./known-providers.ts";
import { supplyOf } from "./supply.ts";
import type { Reach } from "./waits.ts";
import { graphName, kitWaits, reachOf } from "./waits.ts";

/** How sure it is that something is brought: `unseen` where it would come with what nobody could look into. */
export type Certainty = "yes" | "unseen" | "no";

/** A need, and who fills it. */
export interface Judgement {
  readonly unit: Unit;
  readonly need: Mention;
  /** The unit's own release, or the cluster itself. */
  readonly own: Certainty;
  /** What of the own release brings it. */
  readonly release: readonly Provider[];
  /** What the unit depends on, however far. */
  readonly depends: Certainty;
  /** What its release in a kit waits for, however far. */
  readonly kits: Certainty;
  /** Anybody else in the tree. */
  readonly tree: Certainty;
  /** The others that bring it, by folder; of those that are depended on, those alone. */
  readonly providers: readonly Provider[];
}

const none: Providers = new Map();
const judges = new WeakMap<Workspace, { providers: Providers; judge: Judge }>();

/** The judge of a workspace; made once. */
export function judgeOf(workspace: Workspace, providers: Providers = none): Judge {
  const known = judges.get(workspace);
  if (known?.providers === providers) return known.judge;
  const judge = new Judge(workspace, providers);
  judges.set(workspace, { providers, judge });
  return judge;
}

/** Holds what units need against what others bring. */
export class Judge {
  readonly catalogue: Catalogue;
  readonly #units: readonly Unit[];
  readonly #depends: Reach;
  readonly #kits: Reach;
  readonly #names: ReadonlySet<string>;
  readonly #unseenOf = new Map<string, ReadonlySet<string>>();
  readonly #judged = new Map<Unit, readonly Judgement[]>();

  constructor(workspace: Workspace, providers: Providers) {
    this.catalogue = new Catalogue(workspace, providers);
    this.#units = workspace.units;
    this.#names = new Set(workspace.units.map(graphName));
    this.#depends = reachOf(dependsGraph(workspace.units).edges);
    this.#kits = reachOf(kitWaits(workspace));
  }

  /** Of every need of the unit, in the order in which its files are read. */
  needs(unit: Unit): readonly Judgement[] {
    const judged =
      this.#judged.get(unit) ?? supplyOf(unit).needs.map((need) => this.judge(unit, need));
    this.#judged.set(unit, judged);
    return judged;
  }

  /** Of one need of the unit. */
  judge(unit: Unit, need: Mention): Judgement {
    const { resource } = need;
    const found = this.catalogue.providers(resource, unit);
    const release = this.catalogue.release(unit);
    const within = found.filter((one) => release.has(one.unit));
    const own = within.length > 0 || this.catalogue.isOfCluster(resource);
    const others = found.filter((one) => !release.has(one.unit));
    const name = graphName(unit);
    const [depends, kits] = [this.#depends(name), this.#kits(name)];
    const awaited = others.filter((one) => depends.has(graphName(one.unit)));
    const inKits = others.some((one) => kits.has(graphName(one.unit)));
    const unseen = this.#unseen(resource);
    return {
      unit,
      need,
      own: certainty(
        own,
        [...release].some((one) => unseen.has(graphName(one))),
      ),
      release: within,
      depends: certainty(awaited.length > 0, this.#isUnseen(depends, resource)),
      kits: certainty(inKits, this.#isUnseen(kits, resource)),
      tree: certainty(others.length > 0, unseen.size > 0),
      providers: awaited.length > 0 ? awaited : others,
    };
  }

  /** What is depended on and not in the tree may bring what nobody else is known for. */
  #isUnseen(names: ReadonlySet<string>, resource: Resource): boolean {
    if (resource.name !== "") return false;
    for (const name of this.#unseen(resource)) if (names.has(name)) return true;
    const known = this.catalogue.known(resource.group);
    const isMissing = (name: string): boolean => !this.#names.has(name);
    return [...names].some((name) => isMissing(name) && (known?.includes(foldName(name)) ?? true));
  }

  /** The units that may bring a kind of the group unseen; of single objects nobody tells. */
  #unseen({ group, name }: Resource): ReadonlySet<string> {
    if (name !== "") return new Set();
    const known = this.#unseenOf.get(group);
    if (known !== undefined) return known;
    const units = this.#units.filter((unit) => this.catalogue.unseen(unit, group).length > 0);
    const found = new Set(units.map(graphName));
    this.#unseenOf.set(group, found);
    return found;
  }
}

function certainty(isSure: boolean, isUnseen: boolean): Certainty {
  if (isSure) return "yes";
  return isUnseen ? "unseen" : "no";
}
