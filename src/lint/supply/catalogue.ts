import { foldName } from "../../model/blueprint.ts";
import type { Location } from "../../model/location.ts";
import { startOf } from "../../model/location.ts";
import type { Blind, Mention, Resource, Source } from "../../model/supply.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { Providers } from "./known-providers.ts";
import { providersOf } from "./known-providers.ts";
import type { Namespaces } from "./namespaces.ts";
import { mayMeet, namespacesOf } from "./namespaces.ts";
import { supplyOf } from "./supply.ts";

/** A unit that brings a resource, and where that stands. */
export interface Provider {
  readonly unit: Unit;
  readonly at: Location;
  /** `offered` in what it installs; `known` for its name; `placed` into the namespace that is asked for. */
  readonly because: "offered" | "known" | "placed";
  /** Where the offer stands; undefined where none is seen. */
  readonly source?: Source;
  /** Its own default values leave it out. */
  readonly isOff: boolean;
}

interface Offered {
  readonly unit: Unit;
  readonly offer: Mention;
}

/** What the units of a workspace bring. */
export class Catalogue {
  readonly #offers = new Map<string, Offered[]>();
  readonly #named = new Map<string, { unit: Unit; at: Location }[]>();
  readonly #blind = new Map<Unit, readonly Blind[]>();
  readonly #charts: ReadonlyMap<string, Unit>;
  readonly #configured: Providers;
  readonly namespaces: Namespaces;

  constructor(workspace: Workspace, configured: Providers) {
    this.#configured = configured;
    this.namespaces = namespacesOf(workspace);
    this.#charts = new Map(
      workspace.units
        .toReversed()
        .flatMap((unit) =>
          unit.chart === undefined ? [] : [[foldName(unit.chart.metadata.name), unit] as const],
        ),
    );
    for (const unit of workspace.units) this.#add(unit);
  }

  #add(unit: Unit): void {
    const { offers, blind } = supplyOf(unit);
    for (const offer of offers) push(this.#offers, keyOf(offer.resource), { unit, offer });
    for (const [name, at] of this.#names(unit)) push(this.#named, name, { unit, at });
    this.#blind.set(
      unit,
      blind.filter(({ chart }) => chart === undefined || this.#bundled(chart, unit) === undefined),
    );
  }

  /** Names under which the table of known providers may have the unit, without `bp-`. */
  #names(unit: Unit): ReadonlyMap<string, Location> {
    const { name, blueprint, chart, manifest, folder } = unit;
    const own = chart?.nameAt ?? startOf(manifest?.file ?? folder);
    const names = new Map([[foldName(blueprint?.name ?? name), own]]);
    if (chart === undefined) return names;
    names.set(foldName(chart.metadata.name), own);
    for (const { name: one } of [...chart.vendored, ...(chart.subcharts ?? [])])
      names.set(foldName(one), own);
    for (const { name: one, at } of chart.metadata.dependencies)
      if (this.#bundled(one, unit) === undefined) names.set(foldName(one), at);
    return names;
  }

  /** A unit of the tree whose chart another one takes along. */
  #bundled(chart: string, unit: Unit): Unit | undefined {
    const found = this.#charts.get(foldName(chart));
    return found === unit ? undefined : found;
  }

  /** The unit with those of the tree that its release takes along. */
  release(unit: Unit): ReadonlySet<Unit> {
    const together = new Set([unit]);
    for (const one of together)
      for (const { name } of one.chart?.metadata.dependencies ?? []) {
        const found = this.#bundled(name, one);
        if (found !== undefined) together.add(found);
      }
    return together;
  }

  /** Every unit that brings the resource, by folder. */
  providers(resource: Resource, consumer: Unit): readonly Provider[] {
    if (resource.name !== "") return this.#providersOfObject(resource, consumer);
    const { group } = resource;
    const offered = [
      ...(this.#offers.get(keyOf(resource)) ?? []),
      ...(this.#offers.get(keyOf({ ...resource, kind: "" })) ?? []),
    ];
    if (offered.length > 0) return offered.map((one) => providerOf(one));
    const known = providersOf(group, this.#configured);
    if (known === undefined || known === "cluster") return [];
    return known.flatMap((name) =>
      (this.#named.get(foldName(name)) ?? []).map((one) => ({
        ...one,
        because: "known" as const,
        isOff: false,
      })),
    );
  }

  #providersOfObject(resource: Resource, consumer: Unit): readonly Provider[] {
    const offered = (this.#offers.get(keyOf(resource)) ?? []).filter(({ unit, offer }) =>
      mayMeet(this.namespaces, [resource, consumer], [offer.resource, unit]),
    );
    if (offered.length > 0) return offered.map((one) => providerOf(one));
    const { group, kind, namespace } = resource;
    if (group !== "" || kind !== "Service" || namespace === "") return [];
    const placed = this.namespaces.units.get(namespace) ?? [];
    // Of several in one namespace nobody knows whose it is.
    return placed.length === 1
      ? placed.map((one) => ({ ...one, because: "placed" as const, isOff: false }))
      : [];
  }

  /** Whether nobody needs to bring it. */
  isOfCluster({ group }: Resource): boolean {
    return providersOf(group, this.#configured) === "cluster";
  }

  /** Who is known to bring a group, without `bp-`; undefined where nobody is. */
  known(group: string): readonly string[] | undefined {
    const known = providersOf(group, this.#configured);
    return known === "cluster" ? [] : known;
  }

  /** What the unit brings unseen, and could be of the group; nobody else brings a group of which somebody is known. */
  unseen(unit: Unit, group: string): readonly Blind[] {
    const isKnown = providersOf(group, this.#configured) !== undefined;
    return (this.#blind.get(unit) ?? []).filter(({ groups }) =>
      groups === undefined ? !isKnown : groups.some((end) => `.${group}`.endsWith(`.${end}`)),
    );
  }

  /** Charts that the unit's release takes along and that are not there to be read. */
  absent(unit: Unit): readonly Blind[] {
    return (this.#blind.get(unit) ?? []).filter(({ chart }) => chart !== undefined);
  }

  /** The kinds of a group that the units are seen to bring; undefined where one brings all of it. */
  kinds(group: string): readonly string[] {
    const all = [...this.#offers.values()].flat().map(({ offer }) => offer.resource);
    return all.filter((one) => one.group === group && one.name === "").map(({ kind }) => kind);
  }
}

function providerOf({ unit, offer }: Offered): Provider {
  const { at, source, presence } = offer;
  return { unit, at, because: "offered", source, isOff: presence.state === "off" };
}

function keyOf({ group, kind, name }: Resource): string {
  return `${group}/${kind}/${name}`;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
