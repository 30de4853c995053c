import type { ChartDependency } from "../../model/chart.ts";
import { BpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import { nearest } from "../../model/nearest.ts";
import { redact } from "../../model/redact.ts";
import type { Offers, Place } from "./upstream.ts";

/** What keeps a dependency from being vendored: faults of the material, one finding each. */
export class VendorFault extends Error {
  override readonly name = "VendorFault";
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(({ message }) => message).join("\n"));
    this.findings = findings;
  }
}

/** The chart is not in its repository, or no version that will do is (BP215). */
export function notThere(dependency: ChartDependency, place: Place, offers: Offers): VendorFault {
  const { name, version } = dependency;
  const where = redact(place.address);
  const [newest] = offers.versions;
  if (newest !== undefined) {
    const message = `${where} has no ${name} ${version}: its newest is ${newest.version}`;
    const help = "ask for a version that is there: `bp outdated` lists what is newest";
    return fault("BP215", dependency, { message, help });
  }
  if (place.address.startsWith("oci://")) {
    const message = `${where} has no ${name} under a SemVer tag`;
    const help = "check the chart's name; Helm passes over tags such as v1.2.3 and latest";
    return fault("BP215", dependency, { message, help });
  }
  const meant = nearest(name, offers.others);
  const help =
    meant === undefined
      ? "check the chart's name and the repository's address"
      : `did you mean ${meant}?`;
  return fault("BP215", dependency, { message: `${where} has no chart ${name}`, help });
}

/** The repository has it in its list, or was not asked for one, and does not give it (BP215). */
export function gone(dependency: ChartDependency, place: Place, version: string): VendorFault {
  return fault("BP215", dependency, {
    message: `${redact(place.address)} does not give ${dependency.name} ${version}`,
    help: "the version was never there or was taken away: ask for another one",
  });
}

/** The bytes are not those of the lock (BP216). */
export function otherBytes(
  dependency: ChartDependency,
  found: { readonly version: string; readonly locked: string; readonly sha256: string },
): VendorFault {
  const { version, locked, sha256 } = found;
  const key = dependency.alias === "" ? dependency.name : dependency.alias;
  return fault("BP216", dependency, {
    message: `${dependency.name} ${version} is not what bp.lock holds: locked is sha256:${locked}, found is sha256:${sha256}`,
    help: `see what changed; if it shall be so, \`bp vendor --update ${key}\` locks it anew`,
  });
}

/** The locks do not say what Chart.yaml asks for, and may not be written (BP207). */
export function outOfDate(at: Location, said: string): Finding {
  const message = redact(said);
  const help = "run `bp vendor` and commit the locks";
  return finding({ ruleId: "BP207", severity: "error", message, at, help });
}

/** A fault at a dependency that is no rule's. */
export function refused(dependency: ChartDependency, message: string, hint: string): BpError {
  const { file, line, column } = dependency.at;
  return new BpError("MATERIAL", `${file}:${line}:${column}: ${message}`, { hint });
}

function fault(
  ruleId: string,
  { at }: ChartDependency,
  said: { readonly message: string; readonly help: string },
): VendorFault {
  return new VendorFault([finding({ ruleId, severity: "error", at, ...said })]);
}
