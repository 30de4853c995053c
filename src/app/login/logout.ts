import type { Report } from "../../model/report.ts";
import type { LoginPlace } from "../../oci/index.ts";
import type { LoginPorts } from "./login-ports.ts";

export interface LogoutReport extends Report {
  readonly registry: string;
  readonly removedFrom: readonly LoginPlace[];
  /** Places of other programs that still have a login for the registry. */
  readonly leftIn: readonly LoginPlace[];
}

/** Forgets a login. One that is not there is no fault. @throws BpError CONFIG, UNAUTHORIZED */
export async function logout(registry: string, ports: LoginPorts): Promise<LogoutReport> {
  const removedFrom = await ports.erase(registry);
  const left = (await ports.list()).filter((one) => one.registry === registry);
  return {
    schemaVersion: 1,
    command: "logout",
    ok: true,
    exitCode: 0,
    findings: [],
    registry,
    removedFrom,
    leftIn: left.map(({ kind, place }) => ({ kind, place })),
  };
}
