import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { BpError } from "../../model/error.ts";
import { isObject, parseJson } from "../manifest.ts";
import { askHelper } from "./credential-helper.ts";

/** What a registry is given: a name and password, a token that buys tokens, or a token for the registry itself. */
export type Credential =
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  | { readonly kind: "identity"; readonly token: string }
  | { readonly kind: "registry"; readonly token: string };

/** The credential for exactly this host (`name[:port]`), undefined where there is none. */
export type Credentials = (host: string) => Promise<Credential | undefined>;

type Environment = Readonly<Record<string, string | undefined>>;

const hubKeys = ["https://index.docker.io/v1/", "docker.io", "index.docker.io"];
const hubHosts = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

/**
 * Credentials from the configuration of Docker, podman and Helm, in this order: `$DOCKER_CONFIG/config.json` (else
 * `~/.docker`), `$REGISTRY_AUTH_FILE`, `$HELM_REGISTRY_CONFIG` (else `~/.config/helm/registry/config.json`). In each:
 * credHelpers, credsStore, auths (interop §4.1.4). Nothing is read before a registry asks.
 * @throws BpError CONFIG where a file is not JSON, UNAUTHORIZED where a program that keeps credentials fails
 */
export function dockerCredentials(environment: Environment): Credentials {
  const known = new Map<string, Promise<Credential | undefined>>();
  return (host) => {
    const name = host.toLowerCase();
    const found = known.get(name) ?? search(name, environment);
    known.set(name, found);
    return found;
  };
}

async function search(host: string, environment: Environment): Promise<Credential | undefined> {
  for (const file of configurationFiles(environment)) {
    const configuration = await readConfiguration(file);
    const found = configuration && (await lookUp(configuration, host, environment));
    if (found !== undefined) return found;
  }
  return undefined;
}

function configurationFiles(environment: Environment): readonly string[] {
  const home = environment["HOME"] ?? environment["USERPROFILE"];
  const docker = environment["DOCKER_CONFIG"] ?? (home && join(home, ".docker"));
  const settings = environment["XDG_CONFIG_HOME"] ?? (home && join(home, ".config"));
  return [
    docker && join(docker, "config.json"),
    environment["REGISTRY_AUTH_FILE"],
    environment["HELM_REGISTRY_CONFIG"] ??
      (settings && join(settings, "helm/registry/config.json")),
  ].filter((file): file is string => file !== undefined && file !== "");
}

async function readConfiguration(
  file: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const value = parseJson(bytes);
  if (isObject(value)) return value;
  throw new BpError("CONFIG", `${file} is not a JSON object`, {
    hint: "repair the file, or log in again",
    details: { file },
  });
}

async function lookUp(
  configuration: Readonly<Record<string, unknown>>,
  host: string,
  environment: Environment,
): Promise<Credential | undefined> {
  const keys = hubHosts.has(host) ? [...hubKeys, host] : [host];
  const helpers = configuration["credHelpers"];
  for (const key of keys) {
    const name = isObject(helpers) ? helpers[key] : undefined;
    if (typeof name === "string") return askHelper(name, key, environment);
  }
  const store = configuration["credsStore"];
  if (typeof store === "string" && store !== "") {
    for (const key of keys) {
      const found = await askHelper(store, key, environment);
      if (found !== undefined) return found;
    }
  }
  return isObject(configuration["auths"]) ? fromAuths(configuration["auths"], keys) : undefined;
}

/** Keys are hosts; older ones are URLs, of which the host counts. A part of a host is no match. */
function fromAuths(
  auths: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Credential | undefined {
  for (const key of keys) {
    const exact = Object.hasOwn(auths, key) ? fromEntry(auths[key]) : undefined;
    if (exact !== undefined) return exact;
  }
  for (const [key, entry] of Object.entries(auths)) {
    const legacy = /^https?:\/\/([^/]+)(?:\/|$)/u.exec(key)?.[1]?.toLowerCase();
    const found = legacy !== undefined && keys.includes(legacy) ? fromEntry(entry) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function fromEntry(entry: unknown): Credential | undefined {
  if (!isObject(entry)) return undefined;
  const { registrytoken, identitytoken, auth, username, password } = entry;
  if (typeof registrytoken === "string" && registrytoken !== "")
    return { kind: "registry", token: registrytoken };
  if (typeof identitytoken === "string" && identitytoken !== "")
    return { kind: "identity", token: identitytoken };
  if (typeof auth === "string" && auth !== "") return fromAuth(auth);
  if (typeof username !== "string" || typeof password !== "string") return undefined;
  return { kind: "basic", username, password };
}

function fromAuth(auth: string): Credential | undefined {
  const text = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/u, "");
  const colon = text.indexOf(":");
  if (colon <= 0) return undefined;
  return { kind: "basic", username: text.slice(0, colon), password: text.slice(colon + 1) };
}
