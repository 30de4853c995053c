import { BpError } from "../../model/error.ts";
import { keepSecret } from "../../model/redact.ts";
import { changeAuths } from "./auth-file-edit.ts";
import type { AuthFile, Environment } from "./auth-file.ts";
import { authFiles, dockerFile, readAuthFile } from "./auth-file.ts";
import { fromEntry, hostKeys, hostOfKey } from "./auths.ts";
import { eraseWithHelper, listOfHelper, storeWithHelper } from "./credential-helper.ts";
import { secretOf } from "./credential.ts";

/** Where a login is kept: a file's path, or the name of a program. */
export interface LoginPlace {
  readonly kind: "file" | "helper" | "environment";
  readonly place: string;
}

/** A login as it can be shown. */
export interface Login extends LoginPlace {
  /** The host, and below it the repository where it is for that alone. */
  readonly registry: string;
  /** Undefined for a token. */
  readonly username: string | undefined;
  readonly secret: "password" | "identity token" | "registry token";
}

/**
 * Keeps a name and password for a host in Docker's file, or in the program that this file names.
 * @throws BpError CONFIG, UNAUTHORIZED where the program fails
 */
export async function storeLogin(
  host: string,
  login: { readonly username: string; readonly password: string },
  environment: Environment,
): Promise<LoginPlace> {
  const path = fileOf(environment);
  const [key = host] = hostKeys(host);
  const helper = helperFor(await readAuthFile(path), host);
  if (helper !== undefined) {
    await storeWithHelper(helper, key, login, environment);
    // As Docker does: an empty entry tells that there is one.
    await changeAuths(path, (auths) => ({ ...auths, [key]: {} }));
    return { kind: "helper", place: `docker-credential-${helper}` };
  }
  const auth = Buffer.from(`${login.username}:${login.password}`, "utf8").toString("base64");
  await changeAuths(path, (auths) => ({ ...auths, [key]: { auth } }));
  return { kind: "file", place: path };
}

/**
 * Takes the login for a host out of Docker's file and of the program that it names. Gives where it was.
 * @throws BpError CONFIG, UNAUTHORIZED
 */
export async function eraseLogin(
  host: string,
  environment: Environment,
): Promise<readonly LoginPlace[]> {
  const path = fileOf(environment);
  const file = await readAuthFile(path);
  if (file === undefined) return [];
  const erased: LoginPlace[] = [];
  const helper = helperFor(file, host);
  for (const key of helper === undefined ? [] : hostKeys(host)) {
    if (helper === undefined || !(await eraseWithHelper(helper, key, environment))) continue;
    erased.push({ kind: "helper", place: `docker-credential-${helper}` });
  }
  const [wanted] = hostKeys(host).map(hostOfKey);
  const mine = (key: string): boolean => hostOfKey(key) === wanted;
  const entries = Object.entries(file.auths).filter(([key]) => mine(key));
  if (entries.length === 0) return erased;
  await changeAuths(path, (auths) =>
    Object.fromEntries(Object.entries(auths).filter(([key]) => !mine(key))),
  );
  const kept = entries.some(([, entry]) => fromEntry(entry) !== undefined);
  return kept ? [...erased, { kind: "file", place: path }] : erased;
}

/**
 * Every login that is looked at, in the order in which it is: the first for a host is the one that counts.
 * @throws BpError CONFIG, UNAUTHORIZED where a program that keeps credentials fails
 */
export async function listLogins(environment: Environment): Promise<readonly Login[]> {
  const logins: Login[] = [];
  for (const path of authFiles(environment)) {
    const file = await readAuthFile(path);
    if (file === undefined) continue;
    logins.push(...(await ofHelpers(file, environment)), ...ofFile(file));
  }
  const actions = environment["GITHUB_TOKEN"] ?? "";
  if (actions === "") return logins;
  const username = environment["GITHUB_ACTOR"];
  const place = { kind: "environment", place: "GITHUB_TOKEN" } as const;
  return [...logins, { registry: "ghcr.io", username, secret: "password", ...place }];
}

function fileOf(environment: Environment): string {
  const path = dockerFile(environment);
  if (path !== undefined) return path;
  throw new BpError("CONFIG", "there is no place to keep a login: neither HOME nor DOCKER_CONFIG", {
    hint: "set DOCKER_CONFIG to a folder",
  });
}

function helperFor(file: AuthFile | undefined, host: string): string | undefined {
  const { credHelpers = {}, credsStore } = file ?? {};
  const named = hostKeys(host)
    .map((key) => (Object.hasOwn(credHelpers, key) ? credHelpers[key] : undefined))
    .find((name) => typeof name === "string");
  return typeof named === "string" ? named : credsStore;
}

async function ofHelpers(
  { credHelpers, credsStore }: AuthFile,
  environment: Environment,
): Promise<readonly Login[]> {
  const hosts = Object.entries(credHelpers).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  const names = [
    ...new Set([
      ...hosts.map(([, name]) => name),
      ...(credsStore === undefined ? [] : [credsStore]),
    ]),
  ];
  const lists = new Map(
    await Promise.all(
      names.map(async (name) => [name, await listOfHelper(name, environment)] as const),
    ),
  );
  const own = hosts.flatMap(([host, name]) => {
    const username = lists.get(name)?.get(host);
    return username === undefined ? [] : [kept(host, username, name)];
  });
  const others = [...(lists.get(credsStore ?? "") ?? [])]
    .filter(([key]) => !hosts.some(([host]) => host === key))
    .map(([key, username]) => kept(hostOfKey(key), username, credsStore ?? ""));
  return [...own, ...others];
}

function kept(registry: string, username: string, helper: string): Login {
  const token = username === "<token>";
  return {
    registry,
    username: token ? undefined : username,
    secret: token ? "identity token" : "password",
    kind: "helper",
    place: `docker-credential-${helper}`,
  };
}

function ofFile({ auths, path }: AuthFile): readonly Login[] {
  return Object.entries(auths).flatMap(([key, entry]): Login[] => {
    const credential = fromEntry(entry);
    if (credential === undefined) return [];
    keepSecret(secretOf(credential));
    const { kind } = credential;
    return [
      {
        registry: hostOfKey(key),
        username: kind === "basic" ? credential.username : undefined,
        secret: kind === "basic" ? "password" : `${kind} token`,
        kind: "file",
        place: path,
      },
    ];
  });
}
