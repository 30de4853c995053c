import { isBpError } from "../../model/error.ts";
import type { Report } from "../../model/report.ts";
import type { Login } from "../../oci/index.ts";
import type { LoginPorts } from "./login-ports.ts";

/** What became of a check; `unchecked` where none was asked for, or the login is not the one that counts. */
export type LoginState = "accepted" | "unasked" | "refused" | "unreachable" | "unchecked";

export interface LoginStatus extends Omit<Login, "username"> {
  readonly username: string | null;
  /** It is the first for its registry: the one that is used. */
  readonly used: boolean;
  readonly state: LoginState;
  /** Why it is refused or the registry not reached. */
  readonly reason?: string;
}

export interface AuthStatusReport extends Report {
  readonly logins: readonly LoginStatus[];
  /** Registries that were asked about and have none. */
  readonly without: readonly string[];
}

/**
 * What logins there are, and with `check` whether their registries take them.
 * @throws BpError CONFIG, UNAUTHORIZED where a program that keeps credentials fails
 */
export async function authStatus(
  registries: readonly string[],
  options: { readonly check: boolean },
  ports: LoginPorts,
): Promise<AuthStatusReport> {
  const all = await ports.list();
  const wanted = all.filter(
    ({ registry }) => registries.length === 0 || registries.includes(hostOf(registry)),
  );
  const without = registries.filter((host) => !wanted.some((one) => hostOf(one.registry) === host));
  const logins = await Promise.all(
    wanted.map((one) => status(one, all, options.check ? ports : undefined)),
  );
  const exitCode = exitCodeOf(logins, without);
  return {
    schemaVersion: 1,
    command: "auth status",
    ok: exitCode === 0,
    exitCode,
    findings: [],
    logins,
    without,
  };
}

async function status(
  login: Login,
  all: readonly Login[],
  ports: LoginPorts | undefined,
): Promise<LoginStatus> {
  const { registry, username } = login;
  const used = all.find((one) => one.registry === registry) === login;
  const shown = { ...login, username: username ?? null, used };
  // One for a part of a registry cannot be asked for by the registry's address alone.
  if (ports === undefined || !used || hostOf(registry) !== registry)
    return { ...shown, state: "unchecked" };
  try {
    return { ...shown, state: await ports.check(registry) };
  } catch (error) {
    if (!isBpError(error, "UNAUTHORIZED", "DENIED", "NETWORK", "RATE_LIMITED", "REGISTRY"))
      throw error;
    const state =
      error.code === "UNAUTHORIZED" || error.code === "DENIED" ? "refused" : "unreachable";
    return { ...shown, state, reason: error.message };
  }
}

function exitCodeOf(logins: readonly LoginStatus[], without: readonly string[]): number {
  if (without.length > 0 || logins.some(({ state }) => state === "refused")) return 3;
  return logins.some(({ state }) => state === "unreachable") ? 75 : 0;
}

function hostOf(registry: string): string {
  return registry.split("/", 1)[0] ?? registry;
}
