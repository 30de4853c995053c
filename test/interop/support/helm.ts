import type { InstalledPeer } from "./peers.ts";
import type { Outcome } from "./process.ts";
import { mustRun } from "./process.ts";
import type { Scratch } from "./scratch.ts";

export interface HelmChart {
  /** `127.0.0.1:5000/charts/bp-x`, or the path of an archive. */
  readonly repository: string;
  readonly version: string;
}

/** Runs one helm verb on a chart in a registry; throws an Error with its output where helm refuses. */
export function helmOci(
  helm: InstalledPeer,
  scratch: Scratch,
  verb: readonly string[],
  chart: HelmChart,
): Promise<Outcome> {
  const args = [...verb, `oci://${chart.repository}`, "--version", chart.version];
  return mustRun(helm.path, [...args, ...plainHttp(helm)], { env: scratch.env });
}

/** A helm without a cluster takes the Kubernetes of its own time: the oldest ones need another for ours. */
export function newEnough(helm: InstalledPeer): string[] {
  const [major = 0, minor = 0] = helm.version.split(".").map(Number);
  return major === 3 && minor < 14 ? ["--kube-version", "1.29.0"] : [];
}

/** Before 3.13, helm spoke plain HTTP to loopback by itself, and nothing else. */
export function takesHttps(helm: InstalledPeer): boolean {
  const [major = 0, minor = 0] = helm.version.split(".").map(Number);
  return major > 3 || minor >= 13;
}

/** The flag for it, where there is one. */
export function plainHttp(helm: InstalledPeer): string[] {
  return takesHttps(helm) ? ["--plain-http"] : [];
}
