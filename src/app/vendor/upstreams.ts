import PQueue from "p-queue";

import type { ChartDependency } from "../../model/chart.ts";
import { redact } from "../../model/redact.ts";
import { checkName } from "./archive-check.ts";
import { allOf } from "./attempt.ts";
import { HttpUpstream } from "./http-upstream.ts";
import { OciUpstream } from "./oci-upstream.ts";
import type { UpstreamPorts } from "./ports.ts";
import { labelOf } from "./upstream.ts";
import type { Fetched, Offers, Place, Upstream, Wanted } from "./upstream.ts";

/** Every upstream of a run: what one chart asked for is not asked for again. */
export class Upstreams {
  readonly #ports: UpstreamPorts;
  readonly #queue: PQueue;
  readonly #oci: Upstream;
  readonly #http: Upstream;
  readonly #fetched = new Map<string, Promise<Fetched | undefined>>();

  constructor(ports: UpstreamPorts) {
    this.#ports = ports;
    this.#queue = new PQueue({ concurrency: ports.concurrency });
    this.#oci = new OciUpstream(ports);
    this.#http = new HttpUpstream(ports, this.#oci);
  }

  /** @throws BpError CONFIG for an alias that Helm does not know */
  async place({ repository, name }: ChartDependency): Promise<Place> {
    return { repository, name, address: await this.#ports.repositories.address(repository) };
  }

  /** The dependencies with the addresses that their repositories stand for, as locks count them. @throws likewise */
  requested(dependencies: readonly ChartDependency[]): Promise<readonly ChartDependency[]> {
    return allOf(
      dependencies.map(async (one) => ({
        ...one,
        repository: await this.#ports.repositories.address(one.repository),
      })),
    );
  }

  /** @throws BpError as the upstream's */
  offers(place: Place): Promise<Offers> {
    return this.#kind(place).offers(place);
  }

  /** Undefined where the repository has no such version. @throws BpError as the upstream's */
  fetch(wanted: Wanted): Promise<Fetched | undefined> {
    const { address, name, version, sha256 = "" } = wanted;
    const key = [address, name, version, sha256].join("\n");
    const fetched = this.#fetched.get(key) ?? this.#fetch(wanted);
    this.#fetched.set(key, fetched);
    return fetched;
  }

  async #fetch(wanted: Wanted): Promise<Fetched | undefined> {
    const { sha256 } = wanted;
    const kept = sha256 === undefined ? undefined : await this.#ports.cache.archive(sha256);
    if (kept === undefined) return this.#queue.add(() => this.#ask(wanted));
    await checkName(kept, { ...wanted, label: labelOf(wanted) }, this.#ports.cache);
    return { archive: kept, from: "cache" };
  }

  async #ask(wanted: Wanted): Promise<Fetched | undefined> {
    const { emit } = this.#ports;
    const subject = `${wanted.name} ${wanted.version}`;
    emit({ kind: "step", subject, step: `fetching from ${redact(wanted.address)}` });
    try {
      return await this.#kind(wanted).fetch(wanted);
    } finally {
      emit({ kind: "done", subject, status: "fetched" });
    }
  }

  #kind({ address }: Place): Upstream {
    return address.startsWith("oci://") ? this.#oci : this.#http;
  }
}
