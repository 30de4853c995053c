import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

import { BpError } from "../model/error.ts";
import type { Bytes, Spool } from "../model/ports.ts";
import type { Answer, Client, Exchange } from "../oci/index.ts";
import { bodyFault, flowing, publicUrl } from "../oci/index.ts";
import type { Access, ClientFor } from "./access.ts";
import { accessTo, requestTo } from "./access.ts";
import type { CachedArchive, ChartCache } from "./cache.ts";
import { ChartIndex } from "./chart-index.ts";
import { problemOf } from "./problem.ts";
import { readIndex } from "./read-index.ts";
import type { KnownRepository } from "./repositories.ts";
import { aliasOf } from "./repositories.ts";

/** In bytes, of an index as it lies unpacked. */
const indexLimit = 256 * 1024 * 1024;

export interface RepositoriesOptions {
  readonly clientFor: ClientFor;
  readonly cache: ChartCache;
  readonly spool: Spool;
  /** What the user has told Helm about; read when it is first needed. */
  readonly known: () => Promise<readonly KnownRepository[]>;
  readonly readPem: (file: string) => Promise<string>;
  /** True: nothing is asked for, the cache answers alone. */
  readonly offline: boolean;
}

/** The archive that an address gave, and how it is shown to the caller before it is kept. */
export interface ArchiveRequest {
  /** As the dependency names it: an address, or `@name`. */
  readonly repository: string;
  /** As the index has it. */
  readonly url: string;
  /** In bytes. */
  readonly limit: number;
  readonly check: (archive: CachedArchive) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Chart repositories over HTTP. An index is asked for once a run, and only read again where it changed. */
export interface ChartRepositories {
  /** What a dependency's repository stands for: an alias is looked up, all else is as it is. @throws BpError CONFIG */
  address(repository: string): Promise<string>;
  /** @throws BpError NETWORK, REGISTRY, …; USAGE where the run is offline and the index is not in the cache */
  index(repository: string, signal?: AbortSignal): Promise<ChartIndex>;
  /** @throws BpError likewise, and what the check throws */
  archive(request: ArchiveRequest): Promise<CachedArchive>;
}

export function httpRepositories(options: RepositoriesOptions): ChartRepositories {
  return new HttpRepositories(options);
}

/** What is kept of an index: what the next request says it has, and the texts. */
interface KeptIndex {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly charts: Readonly<Record<string, string>>;
}

class HttpRepositories implements ChartRepositories {
  readonly #options: RepositoriesOptions;
  readonly #accesses = new Map<string, Promise<Access>>();
  readonly #indexes = new Map<string, Promise<ChartIndex>>();

  constructor(options: RepositoriesOptions) {
    this.#options = options;
  }

  async address(repository: string): Promise<string> {
    return aliasOf(repository) === undefined
      ? repository
      : (await this.#access(repository)).written;
  }

  async index(repository: string, signal?: AbortSignal): Promise<ChartIndex> {
    const access = await this.#access(repository);
    const key = `index 1 ${access.username} ${access.url.href}`;
    const asked = this.#indexes.get(key) ?? this.#index(access, key, signal);
    this.#indexes.set(key, asked);
    return asked;
  }

  async archive({ repository, url, limit, check, signal }: ArchiveRequest): Promise<CachedArchive> {
    const access = await this.#access(repository);
    const { client, exchange } = requestTo(access, url, this.#options.clientFor);
    const { cache, offline } = this.#options;
    const key = `archive ${publicUrl(exchange.url)}`;
    if (offline) {
      const sha256 = await cache.note(key);
      const found = sha256 === undefined ? undefined : await cache.archive(sha256);
      if (found === undefined) throw missing(publicUrl(exchange.url));
      await check(found);
      return found;
    }
    const accept = "application/gzip,application/octet-stream";
    const request = withHeaders({ ...exchange, ...(signal && { signal }) }, { accept });
    const kept = await got(client, request, (bytes) => cache.keep(bytes, limit, check));
    if (kept === undefined)
      throw new BpError("REGISTRY", `${publicUrl(exchange.url)} gave nothing`);
    await cache.setNote(key, kept.sha256);
    return kept;
  }

  async #access(repository: string): Promise<Access> {
    const known = this.#accesses.get(repository);
    if (known !== undefined) return known;
    const { readPem } = this.#options;
    const access = this.#options.known().then((known) => accessTo(repository, known, readPem));
    this.#accesses.set(repository, access);
    return access;
  }

  async #index(access: Access, key: string, signal: AbortSignal | undefined): Promise<ChartIndex> {
    const { cache, offline, spool, clientFor } = this.#options;
    const note = await cache.note(key);
    const kept = note === undefined ? undefined : (JSON.parse(note) as KeptIndex);
    const { client, exchange } = requestTo(access, "index.yaml", clientFor);
    const name = publicUrl(exchange.url);
    if (offline && kept === undefined) throw missing(name);
    if (offline && kept !== undefined) return indexOf(kept);
    const request = withHeaders({ ...exchange, ...(signal && { signal }) }, conditions(kept));
    const fresh = await got(client, request, async (bytes, { headers }) => {
      const spooled = await spool(bytes, indexLimit);
      try {
        const index = await readIndex(spooled, name);
        const { etag, "last-modified": lastModified } = headers;
        const next: KeptIndex = { etag, lastModified, charts: index.texts };
        await cache.setNote(key, JSON.stringify(next));
        return index;
      } finally {
        await spooled.dispose();
      }
    });
    if (fresh !== undefined) return fresh;
    if (kept !== undefined) return indexOf(kept);
    throw new BpError("REGISTRY", `${name} says that nothing changed, and was not asked that`);
  }
}

function indexOf({ charts }: KeptIndex): ChartIndex {
  return new ChartIndex(new Map(Object.entries(charts)));
}

/** Says what is there already (RFC 9110, 13.1), and that a packed answer will do. */
function conditions(kept: KeptIndex | undefined): Readonly<Record<string, string>> {
  return {
    "accept-encoding": "gzip",
    ...(kept?.etag === undefined ? {} : { "if-none-match": kept.etag }),
    ...(kept?.lastModified === undefined ? {} : { "if-modified-since": kept.lastModified }),
  };
}

function withHeaders(exchange: Exchange, headers: Readonly<Record<string, string>>): Exchange {
  return { ...exchange, headers: { ...exchange.headers, ...headers } };
}

/** What `take` makes of the body; undefined where nothing changed. A body that is cut short is asked for again. */
async function got<T>(
  client: Client,
  exchange: Exchange,
  take: (bytes: Bytes, answer: Answer) => Promise<T>,
): Promise<T | undefined> {
  let taken: T | undefined;
  const { url, signal } = exchange;
  const place = { host: url.host, origin: url, signal };
  const answer = await client.retrying(place, async () => {
    const answer = await client.plain(exchange);
    if (answer.status === 200) taken = await whole(answer, take);
    return answer;
  });
  if (answer.status === 200 || answer.status === 304) return taken;
  throw await problemOf(answer);
}

/** A body that nobody reads to its end would hold its connection. */
async function whole<T>(
  answer: Answer,
  take: (bytes: Bytes, answer: Answer) => Promise<T>,
): Promise<T> {
  try {
    return await take(decoded(answer), answer);
  } finally {
    answer.body.destroy();
  }
}

async function* decoded(answer: Answer): Bytes {
  if (answer.headers["content-encoding"] !== "gzip") {
    yield* flowing(answer);
    return;
  }
  const unpacked = createGunzip();
  pipeline(answer.body, unpacked, () => undefined);
  try {
    yield* unpacked;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("Z_")) throw bodyFault(answer, error);
    throw new BpError("REGISTRY", `${publicUrl(answer.url)} gave what cannot be unpacked`);
  }
}

function missing(what: string): BpError {
  return new BpError("USAGE", `${what} is not in the cache, and --offline asks nobody`, {
    hint: "run the same command once without --offline",
  });
}
