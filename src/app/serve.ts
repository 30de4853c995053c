import { BpError } from "../model/error.ts";
import type { Ports } from "../model/ports.ts";
import type { Report } from "../model/report.ts";
import type { RunningRegistry, TlsFiles, Users } from "../oci/index.ts";
import { accessLine, htpasswdUsers, isLoopback, serveRegistry, singleUser } from "../oci/index.ts";

/** Who may use the registry. */
export type Login =
  | { readonly kind: "user"; readonly name: string; readonly password: string }
  /** The text of a file as `htpasswd -B` writes it. */
  | { readonly kind: "htpasswd"; readonly file: string; readonly text: string };

export interface ServeInput {
  /** The folder of layouts. */
  readonly folder: string;
  readonly address: string;
  readonly port: number;
  readonly readOnly: boolean;
  /** undefined: anybody. */
  readonly login: Login | undefined;
  /** undefined: http. */
  readonly tls: TlsFiles | undefined;
  /** Passwords may cross the network in the clear: something before the registry speaks TLS. */
  readonly plainHttp: boolean;
}

export interface ServePorts extends Pick<Ports, "now" | "emit"> {
  /** Takes each line of the access log. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface ServeReport extends Report {
  /** Where it listened, HOST:PORT. */
  readonly host: string;
  readonly url: string;
  /** Requests answered. */
  readonly requests: number;
}

export interface Serving {
  readonly url: string;
  readonly host: string;
  /** Ends it once what is under way has ended, or ten seconds have passed. */
  stop(): Promise<ServeReport>;
}

const grace = 10_000;

/**
 * Starts a registry.
 * @throws BpError USAGE where the port is taken, or strangers could write or read passwords; CONFIG where the users,
 *   the certificate or the key cannot be read
 */
export async function serve(input: ServeInput, ports: ServePorts): Promise<Serving> {
  checkExposure(input);
  const { log } = ports;
  let requests = 0;
  const users = usersOf(input.login);
  const registry = await serveRegistry({
    root: input.folder,
    address: input.address,
    port: input.port,
    readOnly: input.readOnly,
    anyHost: !isLoopback(input.address) || input.tls !== undefined || users !== undefined,
    ...(users === undefined ? {} : { users }),
    ...(input.tls === undefined ? {} : { tls: input.tls }),
    graceMs: grace,
    onAnswer: (record) => {
      requests += 1;
      log?.(accessLine(record, ports.now()));
    },
    onFault: (error) => ports.emit({ kind: "warning", message: faultText(error) }),
  });
  const url = `${input.tls === undefined ? "http" : "https"}://${registry.host}`;
  return { url, host: registry.host, stop: () => stop(registry, url, () => requests) };
}

async function stop(
  registry: RunningRegistry,
  url: string,
  requests: () => number,
): Promise<ServeReport> {
  await registry.close();
  const { host } = registry;
  return {
    schemaVersion: 1,
    command: "serve",
    ok: true,
    exitCode: 0,
    findings: [],
    host,
    url,
    requests: requests(),
  };
}

/** @throws BpError USAGE */
function checkExposure({ address, readOnly, login, tls, plainHttp }: ServeInput): void {
  if (isLoopback(address)) return;
  if (login === undefined && !readOnly)
    throw exposed(
      address,
      "anybody who reaches it could write",
      "add --htpasswd or --user, or --read-only",
    );
  if (login !== undefined && tls === undefined && !plainHttp)
    throw exposed(
      address,
      "passwords would cross the network in the clear",
      "add --tls-cert and --tls-key; where something before it speaks TLS, --plain-http",
    );
}

function exposed(address: string, why: string, hint: string): BpError {
  return new BpError("USAGE", `not served on ${address}: ${why}`, { hint, details: { address } });
}

function usersOf(login: Login | undefined): Users | undefined {
  if (login === undefined) return undefined;
  return login.kind === "user"
    ? singleUser(login.name, login.password)
    : htpasswdUsers(login.text, login.file);
}

function faultText(error: unknown): string {
  const hint = error instanceof BpError && error.hint !== undefined ? ` (${error.hint})` : "";
  return `${error instanceof Error ? error.message : String(error)}${hint}`;
}
