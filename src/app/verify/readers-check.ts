import { compareVersions } from "../../model/version.ts";
import type { NamedCheck } from "./report.ts";

/** Who is to read the signatures, each by its version. */
export interface Readers {
  readonly flux: string | undefined;
  readonly cosign: string | undefined;
}

interface Reader {
  readonly name: string;
  /** The first version that reads bundles where there are any; before it, `.sig` alone. */
  readonly bundlesFrom: string;
  readonly version: string | undefined;
}

/**
 * The format that each declared reader takes is in order (interop §2.1): Flux's source-controller 1.8 came with Flux 2.8.
 * @param checks what was found of the signatures
 * @param version of the chart
 */
export function readersCheck(
  { flux, cosign }: Readers,
  checks: readonly NamedCheck[],
  version: string | undefined,
): NamedCheck {
  const readers: readonly Reader[] = [
    { name: "Flux", bundlesFrom: "2.8.0", version: flux },
    { name: "cosign", bundlesFrom: "2.6.3", version: cosign },
  ];
  const judged = readers.flatMap((reader) => judge(reader, checks));
  if (judged.length === 0) return { name: "readers", ok: true, detail: undeclared };
  const faults = judged.flatMap(({ fault }) => fault ?? []);
  if (flux !== undefined && version?.includes("+") === true)
    faults.push(`Flux cannot verify the chart ${version}: its HelmChart takes no + in a version`);
  const detail = (faults.length === 0 ? judged.map(({ reads }) => reads) : faults).join("; ");
  return { name: "readers", ok: faults.length === 0, detail };
}

const undeclared = "no reader is declared: targets.flux and targets.cosign name them";

interface Judged {
  readonly reads: string;
  readonly fault: string | undefined;
}

/** Nothing for a reader that is not declared. */
function judge(
  { name, version, bundlesFrom }: Reader,
  checks: readonly NamedCheck[],
): readonly Judged[] {
  if (version === undefined) return [];
  const isOld = compareVersions(version, bundlesFrom) < 0;
  const needed = isOld ? ["signature-legacy"] : ["signature-bundle", "foreign-bundle"];
  const missing = needed.filter((one) => checks.some((check) => check.name === one && !check.ok));
  const reads = `${name} ${version} reads ${isOld ? "the .sig" : "the bundles"}`;
  const fault = missing.length === 0 ? undefined : `${reads}, and ${missing.join(", ")} failed`;
  return [{ reads, fault }];
}
