import { BpError } from "../../model/error.ts";
import { keepSecret } from "../../model/redact.ts";
import type { Report } from "../../model/report.ts";
import type { LoginPlace } from "../../oci/index.ts";
import type { LoginPorts, NameAndPassword } from "./login-ports.ts";

export interface LoginReport extends Report {
  readonly registry: string;
  readonly username: string;
  /** False where the registry answers everybody, so that nothing could be proved. */
  readonly verified: boolean;
  readonly keptIn: LoginPlace;
}

/**
 * Keeps a login once the registry has taken it.
 * @throws BpError UNAUTHORIZED where it refuses: then nothing is kept; USAGE, NETWORK, CONFIG
 */
export async function login(
  registry: string,
  given: NameAndPassword,
  ports: LoginPorts,
): Promise<LoginReport> {
  const { username, password } = given;
  if (username === "" || password === "") {
    throw new BpError("USAGE", `the ${username === "" ? "user name" : "password"} is empty`, {
      hint: "give --username NAME, and the password on standard input with --password-stdin",
    });
  }
  keepSecret(password);
  const verdict = await ports.check(registry, given);
  const keptIn = await ports.store(registry, given);
  return {
    schemaVersion: 1,
    command: "login",
    ok: true,
    exitCode: 0,
    findings: [],
    registry,
    username,
    verified: verdict === "accepted",
    keptIn,
  };
}
