import { BpError } from "../model/error.ts";
import { redact } from "../model/redact.ts";
import type { Client, Exchange, TlsOptions } from "../oci/index.ts";
import { below, parseAddress, sameOrigin } from "./address.ts";
import type { KnownRepository } from "./repositories.ts";
import { aliasOf, knownFor } from "./repositories.ts";

/** How a repository is spoken to. */
export interface Access {
  /** The address as the user has it. */
  readonly written: string;
  /** Without user info. */
  readonly url: URL;
  readonly username: string;
  readonly password: string;
  readonly passCredentialsAll: boolean;
  /** What holds for the repository's own host, and for the others that its index may name. */
  readonly tls: { readonly own: TlsOptions; readonly others: TlsOptions };
}

/** One client for each way of speaking TLS. */
export type ClientFor = (tls: TlsOptions) => Client;

/** @throws BpError CONFIG where an alias is unknown or a PEM file cannot be read, BAD_REFERENCE */
export async function accessTo(
  repository: string,
  known: readonly KnownRepository[],
  readPem: (file: string) => Promise<string>,
): Promise<Access> {
  const entry = knownFor(repository, known);
  const alias = aliasOf(repository);
  if (entry === undefined && alias !== undefined) {
    throw new BpError("CONFIG", `Helm knows no repository called ${alias.slice(0, 100)}`, {
      hint: `\`helm repo add ${alias.slice(0, 100)} URL\`, or write the URL into Chart.yaml`,
    });
  }
  const written = entry?.url ?? repository;
  const { url, username, password } = parseAddress(written);
  const tls = await tlsOf(entry, readPem);
  const login = entry === undefined || entry.username === "" ? { username, password } : entry;
  return {
    written,
    url,
    username: login.username,
    password: login.password,
    passCredentialsAll: entry?.passCredentialsAll === true,
    tls,
  };
}

async function tlsOf(
  entry: KnownRepository | undefined,
  readPem: (file: string) => Promise<string>,
): Promise<Access["tls"]> {
  if (entry === undefined) return { own: {}, others: {} };
  const { caFile, certFile, keyFile, insecureSkipTlsVerify } = entry;
  const others = caFile === "" ? {} : { ca: await readPem(caFile) };
  const has = certFile !== "" && keyFile !== "";
  const client = has ? { cert: await readPem(certFile), key: await readPem(keyFile) } : {};
  const own = { ...others, ...client, ...(insecureSkipTlsVerify ? { insecure: true } : {}) };
  return { own, others };
}

/**
 * A request to the repository, or to where its index says that an archive is. Name and password, a client certificate
 * and leave to trust any certificate are for the repository's own scheme, host and port alone, unless the user has said
 * of the first that they are for all.
 * @throws BpError REGISTRY for an address that is none
 */
export function requestTo(
  access: Access,
  reference: string,
  clientFor: ClientFor,
): { readonly client: Client; readonly exchange: Exchange } {
  const url = below(access.url, reference);
  if (url === undefined || !/^https?:$/u.test(url.protocol)) {
    const named = redact(reference.slice(0, 300));
    throw new BpError("REGISTRY", `${access.url.host} names ${named}, which is no http address`);
  }
  const own = sameOrigin(url, access.url);
  const { username, password, passCredentialsAll, tls } = access;
  const inAddress = parseAddress(url.href);
  const login = inAddress.username === "" ? { username, password } : inAddress;
  const sends = own || passCredentialsAll || inAddress.username !== "";
  const headers = sends && login.username !== "" ? { authorization: basic(login) } : {};
  return {
    client: clientFor(own ? tls.own : tls.others),
    exchange: { method: "GET", url: inAddress.url, headers },
  };
}

function basic(login: { readonly username: string; readonly password: string }): string {
  const pair = Buffer.from(`${login.username}:${login.password}`, "utf8");
  return `Basic ${pair.toString("base64")}`;
}
