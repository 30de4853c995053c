import { packedLimit } from "../../archive/index.ts";
import { BpError, isBpError } from "../../model/error.ts";
import { redact } from "../../model/redact.ts";
import type { CachedArchive, IndexedVersion } from "../../repository/index.ts";
import { checkArchive, checkName, sameVersion } from "./archive-check.ts";
import type { UpstreamPorts } from "./ports.ts";
import { labelOf } from "./upstream.ts";
import type { Fetched, Offers, Place, Upstream, Wanted } from "./upstream.ts";

/** Chart repositories with an index.yaml. */
export class HttpUpstream implements Upstream {
  readonly #ports: UpstreamPorts;
  readonly #oci: Upstream;

  /** @param oci for indexes that say of an archive that it lies in a registry */
  constructor(ports: UpstreamPorts, oci: Upstream) {
    this.#ports = ports;
    this.#oci = oci;
  }

  async offers({ repository, name }: Place): Promise<Offers> {
    const index = await this.#ports.repositories.index(repository, this.#ports.signal);
    return { versions: index.versions(name), others: index.names };
  }

  async fetch(wanted: Wanted): Promise<Fetched | undefined> {
    const { repository, name, version } = wanted;
    const index = await this.#ports.repositories.index(repository, this.#ports.signal);
    const indexed = index.versions(name).find((one) => sameVersion(one.version, version));
    if (indexed === undefined) return undefined;
    const kept = indexed.sha256 && (await this.#ports.cache.archive(indexed.sha256));
    if (kept === undefined || kept === "") return this.#download(wanted, indexed);
    await checkName(kept, { ...wanted, label: labelOf(wanted) }, this.#ports.cache);
    return { archive: kept, from: "cache" };
  }

  async #download(wanted: Wanted, indexed: IndexedVersion): Promise<Fetched | undefined> {
    const { repositories, offline, signal } = this.#ports;
    const [url = ""] = indexed.urls;
    if (url.startsWith("oci://")) return this.#fromRegistry(wanted, url, indexed);
    const check = (archive: CachedArchive): Promise<void> => this.#check(archive, wanted, indexed);
    const { repository } = wanted;
    try {
      const archive = await repositories.archive({
        repository,
        url,
        limit: packedLimit,
        check,
        signal,
      });
      return { archive, from: offline ? "cache" : "network" };
    } catch (error) {
      if (isBpError(error, "NOT_FOUND")) return undefined;
      throw error;
    }
  }

  async #check(archive: CachedArchive, wanted: Wanted, indexed: IndexedVersion): Promise<void> {
    const label = labelOf(wanted);
    assertIndexed(archive, label, indexed);
    for (const message of await checkArchive(archive, { ...wanted, label }))
      this.#ports.emit({ kind: "warning", message });
  }

  /** As `oci://ghcr.io/acme/charts/nats:1.2.6`: repository, name and tag. */
  async #fromRegistry(
    wanted: Wanted,
    url: string,
    indexed: IndexedVersion,
  ): Promise<Fetched | undefined> {
    const match = /^(oci:\/\/.+)\/([^/:]+):([^/:]+)$/u.exec(url);
    if (match === null || match[2] !== wanted.name) {
      const named = redact(url.slice(0, 300));
      throw new BpError(
        "REGISTRY",
        `${labelOf(wanted)}: its index names ${named}, which is no such chart`,
      );
    }
    const address = match[1] ?? "";
    const fetched = await this.#oci.fetch({ ...wanted, repository: address, address });
    if (fetched !== undefined) assertIndexed(fetched.archive, labelOf(wanted), indexed);
    return fetched;
  }
}

/** An index that names a digest is held to it, which Helm does not do. */
function assertIndexed(archive: CachedArchive, label: string, { sha256 }: IndexedVersion): void {
  if (sha256 === undefined || sha256 === archive.sha256) return;
  throw new BpError(
    "DIGEST_MISMATCH",
    `${label}: its index says sha256:${sha256}, the archive has sha256:${archive.sha256}`,
    { hint: "the archive was cut or replaced: try again, and tell the repository's owner" },
  );
}
