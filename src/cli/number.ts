import { BpError } from "../model/error.ts";
import { redact } from "../model/redact.ts";

/** Rejects what is not a whole number of at least one. */
export function wholeNumber(text: string, option: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1 && number <= 1024) return number;
  throw new BpError("USAGE", `${option} takes a whole number from 1 to 1024, not ${redact(text)}`);
}
