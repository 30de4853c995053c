import PQueue from "p-queue";

import type { Known, Questions, Want } from "../../graph/index.ts";
import { holds } from "../../model/condition.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Installable, InstallDependency } from "./installable.ts";

/** How many documents are fetched at once. */
const concurrency = 8;

/** What was fetched of a catalogue, each thing once, however many searches are made in it. */
export class KnownCatalogue {
  readonly #catalogue: Catalogue;
  readonly #versions = new Map<string, readonly string[]>();
  readonly #installables = new Map<string, Installable>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** @throws BpError where the catalogue cannot be asked */
  async learn({ versions, wants }: Questions): Promise<void> {
    const queue = new PQueue({ concurrency });
    const work = [
      ...versions.map((name) => () => this.#learnVersions(name)),
      ...wants.map(
        ({ blueprint, version }) =>
          () =>
            this.#learnOne(blueprint, version),
      ),
    ];
    await Promise.all(work.map((one) => queue.add(one)));
  }

  /** What a search may know, where conditions are held against these configurations. */
  as(configOf: (installable: Installable) => JsonObject): Known {
    return {
      versions: (blueprint) => this.#versions.get(blueprint),
      wants: (blueprint, version) => {
        const installable = this.#installables.get(`${blueprint} ${version}`);
        return installable && wantsOf(installable, configOf(installable));
      },
    };
  }

  /** One that a search has chosen. */
  chosen(blueprint: string, version: string): Installable {
    const installable = this.#installables.get(`${blueprint} ${version}`);
    if (installable === undefined) throw new Error(`${blueprint} ${version} was not fetched`);
    return installable;
  }

  /** Where a version says that it wants a blueprint, undefined where it does not, or is not known. */
  placeOf(by: string, version: string, blueprint: string): Location | undefined {
    const depends = this.#installables.get(`${by} ${version}`)?.depends ?? [];
    return depends.find(({ name }) => name === blueprint)?.at;
  }

  async #learnVersions(name: string): Promise<void> {
    this.#versions.set(name, await this.#catalogue.versions(name));
  }

  async #learnOne(blueprint: string, version: string): Promise<void> {
    const installable = await this.#catalogue.installable(blueprint, version);
    this.#installables.set(`${blueprint} ${version}`, installable);
  }
}

/** The dependencies whose condition holds. */
export function activeDepends(
  { depends }: Installable,
  config: JsonObject,
): readonly InstallDependency[] {
  return depends.filter(({ when }) => when === undefined || holds(when, config));
}

function wantsOf(installable: Installable, config: JsonObject): readonly Want[] {
  return activeDepends(installable, config).map(({ name, version }) => ({
    blueprint: name,
    range: version,
  }));
}
