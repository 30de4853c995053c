import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import { predicateType } from "../../model/media-type.ts";
import type { Source } from "../../oci/index.ts";
import { claimedStatements, verifySignatures } from "../../signing/index.ts";
import type { Policy, VerifiedStatement } from "../../signing/index.ts";
import type { RecordedBuild } from "./recorded.ts";
import { recordedBuild, unreadable } from "./recorded.ts";

export interface FoundBuild {
  readonly build: RecordedBuild;
  /** Who signed it; undefined where nobody was asked for. */
  readonly policy: Policy | undefined;
}

/**
 * The provenance of an artifact: by one of those who are trusted, or where nobody is named, by whoever wrote it there.
 * @throws BpError VERIFICATION where none of them signed one, UNREADABLE where there is none that can be built from
 */
export async function findBuild(
  source: Source,
  subject: Descriptor,
  policies: readonly Policy[],
): Promise<FoundBuild> {
  if (policies.length === 0) {
    const statements = await claimedStatements(source, subject);
    return { build: firstBuild(statements), policy: undefined };
  }
  let problem = "";
  for (const policy of policies) {
    const { checks, statements } = await verifySignatures({ source, subject, policy });
    const fault = checks.find(({ name }) => name === "provenance-bundle");
    if (statements.some(isProvenance)) return { build: firstBuild(statements), policy };
    problem = fault?.detail ?? problem;
  }
  throw new BpError(
    "VERIFICATION",
    `its provenance is signed by nobody who is trusted: ${problem}`,
    {
      hint: "`bp verify` says more; without --key and identity the provenance is read unverified",
    },
  );
}

/** The first that can be built from; else what is wrong with the first. @throws BpError UNREADABLE */
function firstBuild(statements: readonly VerifiedStatement[]): RecordedBuild {
  const provenances = statements.filter(isProvenance);
  let fault: BpError | undefined;
  for (const { predicate } of provenances) {
    try {
      return recordedBuild(predicate);
    } catch (error) {
      if (!(error instanceof BpError)) throw error;
      fault ??= error;
    }
  }
  throw (
    fault ??
    unreadable(
      "it has no provenance: nothing says which commit it was built from",
      "`bp publish` attests one; `bp verify` shows what is there",
    )
  );
}

function isProvenance({ predicateType: type }: VerifiedStatement): boolean {
  return type === predicateType.slsaProvenance;
}
