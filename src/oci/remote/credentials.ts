import { keepSecret } from "../../model/redact.ts";
import type { AuthFile, Environment } from "./auth-file.ts";
import { authFiles, readAuthFile } from "./auth-file.ts";
import { fromAuths, hostKeys } from "./auths.ts";
import { askHelper } from "./credential-helper.ts";
import type { Credential, Credentials } from "./credential.ts";
import { secretOf } from "./credential.ts";

/** The registry whose packages GitHub's own token opens, and no other. */
const github = "ghcr.io";

/**
 * Credentials from the configuration of Docker, podman and Helm, in this order: `$DOCKER_CONFIG/config.json` (else
 * `~/.docker`), `$REGISTRY_AUTH_FILE` (else `containers/auth.json`), `$HELM_REGISTRY_CONFIG` (else Helm's own place). In
 * each: credHelpers, credsStore, auths (interop §4.1.4). Last, for ghcr.io alone, `GITHUB_TOKEN`. Nothing is read before
 * a registry asks.
 * @throws BpError CONFIG where a file is not JSON, UNAUTHORIZED where a program that keeps credentials fails
 */
export function dockerCredentials(environment: Environment): Credentials {
  const files = remembered((name) => readAuthFile(name));
  const helpers = remembered((name) => {
    const [helper = "", host = ""] = name.split(" ");
    return askHelper(helper, host, environment);
  });
  const ask: Ask = (helper, host) => helpers(`${helper} ${host}`);
  return async (host, path) => {
    const place = { host: host.toLowerCase(), path };
    for (const name of authFiles(environment)) {
      const file = await files(name);
      const found = file && (await lookUp(file, place, ask));
      if (found === undefined) continue;
      keepSecret(secretOf(found));
      return found;
    }
    return place.host === github ? fromActions(environment) : undefined;
  };
}

type Ask = (helper: string, host: string) => Promise<Credential | undefined>;

/** What was asked once is not asked again. */
function remembered<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name) => {
    const answer = known.get(name) ?? ask(name);
    known.set(name, answer);
    return answer;
  };
}

async function lookUp(
  { auths, credHelpers, credsStore }: AuthFile,
  { host, path }: { readonly host: string; readonly path: string | undefined },
  ask: Ask,
): Promise<Credential | undefined> {
  const keys = hostKeys(host);
  for (const key of keys) {
    const name = Object.hasOwn(credHelpers, key) ? credHelpers[key] : undefined;
    if (typeof name === "string") return ask(name, key);
  }
  if (credsStore !== undefined) {
    for (const key of keys) {
      const found = await ask(credsStore, key);
      if (found !== undefined) return found;
    }
  }
  return fromAuths(auths, host, path);
}

/** GitHub takes any name with its token. */
function fromActions(environment: Environment): Credential | undefined {
  const password = environment["GITHUB_TOKEN"];
  if (password === undefined || password === "") return undefined;
  keepSecret(password);
  return { kind: "basic", username: environment["GITHUB_ACTOR"] ?? "github-actions", password };
}
