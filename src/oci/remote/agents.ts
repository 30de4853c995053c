import type { Agent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createSecureContext, getCACertificates } from "node:tls";
import type { SecureContext } from "node:tls";

import { BpError } from "../../model/error.ts";
import { HttpAgent } from "./http.ts";
import { receiving } from "./receiving.ts";
import type { TlsOptions } from "./tls.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const options = { keepAlive: true, scheduling: "lifo", noDelay: true } as const;

const [PlainAgent, SecureAgent] = [receiving(HttpAgent), receiving(HttpsAgent)];

/** Hosts that are never reached through a proxy. */
const near = ["localhost", ".localhost", "127.0.0.1-127.255.255.255", "::1"];

/** The connections of a run: one pool, and one more for each set of certificates. */
export class Agents {
  readonly #environment: Environment;
  readonly #http: Agent;
  readonly #https = new Map<string, HttpsAgent>();

  constructor(environment: Environment) {
    this.#environment = proxies(environment);
    this.#http = new PlainAgent({ ...options, proxyEnv: this.#environment });
  }

  /** @param own whether this is the server that the options are for @throws BpError CONFIG */
  get(url: URL, tls: TlsOptions | undefined, own: boolean): Agent {
    if (url.protocol !== "https:") return this.#http;
    const { ca, cert, key, insecure } = own ? (tls ?? {}) : { ...tls, ...stranger };
    const name = JSON.stringify([ca, cert, insecure === true]);
    const known = this.#https.get(name);
    if (known !== undefined) return known;
    const secureContext = contextOf({ ca, cert, key });
    const agent = new SecureAgent({
      ...options,
      proxyEnv: this.#environment,
      ...(secureContext === undefined ? {} : { secureContext }),
      ...(insecure === true ? { rejectUnauthorized: false } : {}),
    });
    this.#https.set(name, agent);
    return agent;
  }

  /** Ends the connections that are kept. */
  close(): void {
    this.#http.destroy();
    for (const agent of this.#https.values()) agent.destroy();
    this.#https.clear();
  }
}

/** What is not for others. */
const stranger = { cert: undefined, key: undefined, insecure: false };

function contextOf({
  ca,
  cert,
  key,
}: {
  readonly [name in "ca" | "cert" | "key"]: string | undefined;
}): SecureContext | undefined {
  if (ca === undefined && cert === undefined) return undefined;
  const authorities = [...getCACertificates("default"), ...(ca === undefined ? [] : [ca])];
  try {
    return createSecureContext({ ca: authorities, cert, key });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new BpError("CONFIG", `the certificates cannot be used (${code})`, {
      hint: "--ca-file, --cert-file and --key-file take PEM; the key must be the certificate's and unencrypted",
    });
  }
}

/** Small letters win, as curl has it. */
function proxies(environment: Environment): Record<string, string> {
  const pick = (name: string): string => environment[name] ?? environment[name.toUpperCase()] ?? "";
  return {
    http_proxy: pick("http_proxy"),
    https_proxy: pick("https_proxy"),
    no_proxy: [
      ...pick("no_proxy")
        .split(/[\s,]+/u)
        .filter(Boolean),
      ...near,
    ].join(","),
  };
}
