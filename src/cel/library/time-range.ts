import { EvaluationFault } from "../fault.ts";
import { Duration, Timestamp } from "../value.ts";

const BILLION = 1_000_000_000n;
const MAX_INT = 2n ** 63n - 1n;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
const FIRST_SECOND = -62_135_596_800n;
const LAST_SECOND = 253_402_300_799n;

/** @throws EvaluationFault outside the years 1 to 9999 */
export function timestampOf(nanoseconds: bigint, offset = 0): Timestamp {
  const seconds = floorSeconds(nanoseconds);
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND)
    throw new EvaluationFault("timestamp overflow");
  return new Timestamp(nanoseconds, offset);
}

/** @throws EvaluationFault beyond 64 bits of nanoseconds */
export function durationOf(nanoseconds: bigint): Duration {
  if (nanoseconds > MAX_INT || nanoseconds < -MAX_INT - 1n)
    throw new EvaluationFault("duration overflow");
  return new Duration(nanoseconds);
}

/** Whole seconds, towards the past. */
export function floorSeconds(nanoseconds: bigint): bigint {
  const seconds = nanoseconds / BILLION;
  return seconds * BILLION > nanoseconds ? seconds - 1n : seconds;
}
