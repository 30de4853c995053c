import { BpError } from "../../model/error.ts";
import type { ProvenanceTool, Signer } from "../../signing/index.ts";

/** What git says of the source. */
export interface SourceFacts {
  readonly commit: string;
  readonly committed: Date;
  readonly repository: string | undefined;
  /** As `refs/heads/main`. */
  readonly ref: string | undefined;
  /** Files differ from the commit. */
  readonly dirty: boolean;
}

/** What enters the provenance and the SBOM beside the chart itself. None of it enters a chart. */
export interface BuildFacts {
  readonly tool: ProvenanceTool;
  readonly source: SourceFacts | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the token claims whose bearer signs; undefined where a key does. */
  readonly claims?: Signer["claims"];
}

/**
 * The time that an SBOM carries: SOURCE_DATE_EPOCH, else the commit's. No clock is asked, so that the same commit gives
 * the same documents, and a publish that was cut short is completed with the very same ones.
 * @throws BpError CONFIG where SOURCE_DATE_EPOCH is no number of seconds
 */
export function sourceTime({ environment, source }: BuildFacts): Date | undefined {
  const epoch = environment["SOURCE_DATE_EPOCH"];
  if (epoch === undefined || epoch === "") return source?.committed;
  const seconds = Number(epoch);
  if (/^\d{1,12}$/u.test(epoch)) return new Date(seconds * 1000);
  throw new BpError(
    "CONFIG",
    `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch.slice(0, 40))}, not a number of seconds`,
  );
}
