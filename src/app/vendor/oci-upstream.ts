import { packedLimit } from "../../archive/index.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import { hexOf } from "../../model/digest.ts";
import { BpError, isBpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import { formatTarget, parseTarget } from "../../model/reference.ts";
import { compareVersions, parseVersion, tagOf } from "../../model/version.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Store } from "../../oci/index.ts";
import { checkArchive, checkName } from "./archive-check.ts";
import type { UpstreamPorts } from "./ports.ts";
import { labelOf } from "./upstream.ts";
import type { Fetched, Offers, Place, Upstream, Wanted } from "./upstream.ts";

/** What Helm takes for a chart's layer; the second is of its first versions (interop §1.1). */
const chartLayers: ReadonlySet<string> = new Set([mediaType.helmChart, "application/tar+gzip"]);

/** Charts in registries: `<repository>/<name>:<version>`. */
export class OciUpstream implements Upstream {
  readonly #ports: UpstreamPorts;
  readonly #stores = new Map<string, Promise<Store>>();
  readonly #tags = new Map<string, Promise<readonly string[]>>();

  constructor(ports: UpstreamPorts) {
    this.#ports = ports;
  }

  async offers(place: Place): Promise<Offers> {
    const name = nameOf(place);
    const asked = this.#tags.get(name) ?? this.#list(name, place);
    this.#tags.set(name, asked);
    const versions = (await asked)
      .map((tag) => tag.replaceAll("_", "+"))
      .filter((version) => parseVersion(version) !== undefined)
      .toSorted((a, b) => compareVersions(b, a))
      .map((version) => ({ version, deprecated: false }));
    return { versions, others: [] };
  }

  async fetch(wanted: Wanted): Promise<Fetched | undefined> {
    const { cache, offline } = this.#ports;
    const key = `archive ${nameOf(wanted)}:${tagOf(wanted.version)}`;
    if (offline) {
      const kept = await cache.archive((await cache.note(key)) ?? "");
      if (kept === undefined) throw missing(labelOf(wanted));
      await checkName(kept, { ...wanted, label: labelOf(wanted) }, cache);
      return { archive: kept, from: "cache" };
    }
    const store = await this.#store(wanted);
    const layer = await this.#layer(store, wanted);
    if (layer === undefined) return undefined;
    const fetched = await this.#archive(store, layer, wanted);
    await cache.setNote(key, fetched.archive.sha256);
    return fetched;
  }

  async #archive(store: Store, layer: Descriptor, wanted: Wanted): Promise<Fetched> {
    const { cache, emit, signal } = this.#ports;
    const label = labelOf(wanted);
    const kept = await cache.archive(hexOf(layer.digest));
    if (kept !== undefined) {
      await checkName(kept, { ...wanted, label }, cache);
      return { archive: kept, from: "cache" };
    }
    const bytes = await store.fetch(layer, signal);
    const archive = await cache.keep(bytes, packedLimit, async (fetched) => {
      for (const message of await checkArchive(fetched, { ...wanted, label }))
        emit({ kind: "warning", message });
    });
    return { archive, from: "network" };
  }

  async #layer(store: Store, wanted: Wanted): Promise<Descriptor | undefined> {
    const { signal } = this.#ports;
    try {
      const found = await store.resolve(tagOf(wanted.version), signal);
      const manifest = parseManifest(await fetchAll(store, found, undefined, signal), found.digest);
      const layer = manifest.layers.find(({ mediaType: type }) => chartLayers.has(type));
      if (layer !== undefined) return layer;
    } catch (error) {
      if (isBpError(error, "NOT_FOUND")) return undefined;
      throw error;
    }
    throw new BpError("BAD_ARCHIVE", `${labelOf(wanted)} is no Helm chart: it has no chart layer`, {
      hint: "the tag names something else: look at the repository",
    });
  }

  async #list(name: string, place: Place): Promise<readonly string[]> {
    const { cache, offline, signal } = this.#ports;
    const key = `tags ${name}`;
    if (offline) {
      const kept = await cache.note(key);
      if (kept === undefined) throw missing(`the list of versions of ${name}`);
      return kept.split("\n");
    }
    const tags = await (await this.#store(place)).tags(signal);
    await cache.setNote(key, tags.join("\n"));
    return tags;
  }

  #store(place: Place): Promise<Store> {
    const name = nameOf(place);
    const store = this.#stores.get(name) ?? this.#ports.registry(parseTarget(name));
    this.#stores.set(name, store);
    return store;
  }
}

/** `host/path/name`. */
function nameOf({ address, name }: Place): string {
  return formatTarget(parseTarget(`${address.replace(/\/+$/u, "")}/${name}`));
}

function missing(what: string): BpError {
  return new BpError("USAGE", `${what} is not in the cache, and --offline asks nobody`, {
    hint: "run the same command once without --offline",
  });
}
