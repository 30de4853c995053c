import type { Bundle } from "@sigstore/bundle";
import { RFC3161Timestamp } from "@sigstore/core";

import { refuse } from "../refusal.ts";

/**
 * Holds that a verified bundle was signed since a time: every log and every timestamp authority must say so.
 * @throws BpError VERIFICATION where one says otherwise, or none says anything
 */
export function assertSince(bundle: Bundle, since: Date): void {
  const times = provenTimes(bundle);
  const [first] = times.toSorted((a, b) => a.getTime() - b.getTime());
  if (first === undefined) return refuse("nothing vouches for when it was signed");
  if (first < since)
    refuse(
      `it was signed at ${first.toISOString()}, and must be of ${since.toISOString()} or later`,
    );
}

/** A log's time holds by its promise alone; what a timestamp says has been verified with the bundle. */
function provenTimes({ verificationMaterial }: Bundle): readonly Date[] {
  const { tlogEntries, timestampVerificationData } = verificationMaterial;
  return [
    ...tlogEntries
      .filter(({ inclusionPromise }) => inclusionPromise !== undefined)
      .map(({ integratedTime }) => new Date(Number(integratedTime) * 1000)),
    ...(timestampVerificationData?.rfc3161Timestamps ?? []).map(
      ({ signedTimestamp }) => RFC3161Timestamp.parse(Buffer.from(signedTimestamp)).signingTime,
    ),
  ];
}
