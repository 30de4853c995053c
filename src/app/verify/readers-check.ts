import type { Reader, Readers } from "../signature-formats.ts";
import { declaredReaders } from "../signature-formats.ts";
import type { NamedCheck } from "./report.ts";

/**
 * The format that each declared reader takes is there and in order.
 * @param checks what was found of the signatures
 * @param version of the chart
 */
export function readersCheck(
  readers: Readers,
  checks: readonly NamedCheck[],
  version: string | undefined,
): NamedCheck {
  const judged = declaredReaders(readers).map((reader) => judge(reader, checks));
  if (judged.length === 0) return { name: "readers", ok: true, detail: undeclared };
  const faults = judged.flatMap(({ fault }) => fault ?? []);
  if (readers.flux !== undefined && version?.includes("+") === true)
    faults.push(`Flux cannot verify the chart ${version}: its HelmChart takes no + in a version`);
  const detail = (faults.length === 0 ? judged.map(({ reads }) => reads) : faults).join("; ");
  return { name: "readers", ok: faults.length === 0, detail };
}

const undeclared = "no reader is declared: targets.flux and targets.cosign name them";

interface Judged {
  readonly reads: string;
  readonly fault: string | undefined;
}

/** What is not asked for by itself passes with a warning, and is no format that one could read. */
function judge({ name, version, readsBundles }: Reader, checks: readonly NamedCheck[]): Judged {
  const needed = readsBundles ? ["signature-bundle", "foreign-bundle"] : ["signature-legacy"];
  const held = new Set(checks.flatMap((one) => (one.ok && one.warning !== true ? one.name : [])));
  const missing = needed.filter((one) => !held.has(one));
  const reads = `${name} ${version} reads ${readsBundles ? "the bundles" : "the .sig"}`;
  const fault =
    missing.length === 0 ? undefined : `${reads}, and ${missing.join(", ")} does not hold`;
  return { reads, fault };
}
