import { open } from "node:fs/promises";
import { join } from "node:path";

import { BpError } from "../../model/error.ts";
import type { JsonObject } from "../manifest.ts";
import { isObject, parseJson } from "../manifest.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** In bytes. */
const limit = 1024 * 1024;

/** The configuration of Docker, which podman and Helm share the form of. */
export interface AuthFile {
  readonly path: string;
  readonly auths: JsonObject;
  /** The programs that keep credentials, by host. */
  readonly credHelpers: JsonObject;
  /** The program that keeps all others. */
  readonly credsStore: string | undefined;
}

/** Docker's own file, where logins are kept. Undefined without a home. */
export function dockerFile(environment: Environment): string | undefined {
  const folder = environment["DOCKER_CONFIG"] ?? below(homeOf(environment), ".docker");
  return below(folder, "config.json");
}

/** Where logins are looked for, in this order: Docker's file, that of podman and its kin, Helm's. */
export function authFiles(environment: Environment): readonly string[] {
  const home = homeOf(environment);
  const settings = environment["XDG_CONFIG_HOME"] ?? below(home, ".config");
  const containers = environment["REGISTRY_AUTH_FILE"];
  const helm = environment["HELM_REGISTRY_CONFIG"];
  const helmFolder = environment["HELM_CONFIG_HOME"];
  const files = [
    dockerFile(environment),
    ...(containers === undefined
      ? [
          below(environment["XDG_RUNTIME_DIR"], "containers/auth.json"),
          below(settings, "containers/auth.json"),
        ]
      : [containers]),
    ...(helm === undefined
      ? [
          below(helmFolder, "registry/config.json"),
          below(settings, "helm/registry/config.json"),
          below(home, "Library/Preferences/helm/registry/config.json"),
          below(environment["APPDATA"], "helm/registry/config.json"),
        ]
      : [helm]),
  ];
  return [...new Set(files.filter((file): file is string => file !== undefined && file !== ""))];
}

/**
 * Undefined where there is no such file.
 * @throws BpError CONFIG where it is not a JSON object, or cannot be read
 */
export async function readAuthFile(path: string): Promise<AuthFile | undefined> {
  const value = await readJson(path);
  if (value === undefined) return undefined;
  const { auths, credHelpers, credsStore } = value;
  return {
    path,
    auths: isObject(auths) ? auths : {},
    credHelpers: isObject(credHelpers) ? credHelpers : {},
    credsStore: typeof credsStore === "string" && credsStore !== "" ? credsStore : undefined,
  };
}

/** Likewise, all of it. @throws BpError CONFIG */
export async function readJson(path: string): Promise<JsonObject | undefined> {
  const bytes = await read(path);
  if (bytes === undefined) return undefined;
  const value = parseJson(bytes);
  if (isObject(value)) return value;
  throw unusable(path, "is not a JSON object");
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > limit) throw unusable(path, `is larger than ${limit} bytes`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof BpError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unusable(path, `cannot be read (${code})`);
  }
}

function unusable(path: string, why: string): BpError {
  return new BpError("CONFIG", `${path} ${why}`, {
    hint: "repair the file, or log in again",
    details: { file: path },
  });
}

function homeOf(environment: Environment): string | undefined {
  return environment["HOME"] ?? environment["USERPROFILE"];
}

function below(folder: string | undefined, path: string): string | undefined {
  return folder === undefined || folder === "" ? undefined : join(folder, path);
}
