import { BpError } from "../model/error.ts";

/** Rejects what is not a whole number of at least one. @throws BpError USAGE */
export function wholeNumber(text: string, option: string): number {
  return numberIn(text, { option, from: 1, to: 1024 });
}

/** A port, 0 for any that is free. @throws BpError USAGE */
export function portNumber(text: string, option: string): number {
  return numberIn(text, { option, from: 0, to: 65_535 });
}

/** How many of something are let pass, 0 for none. @throws BpError USAGE */
export function allowance(text: string, option: string): number {
  return numberIn(text, { option, from: 0, to: 999_999_999 });
}

function numberIn(
  text: string,
  { option, from, to }: { readonly option: string; readonly from: number; readonly to: number },
): number {
  const number = Number(text);
  if (/^\d{1,9}$/u.test(text) && number >= from && number <= to) return number;
  throw new BpError(
    "USAGE",
    `${option} takes a whole number from ${from} to ${to}, not ${JSON.stringify(text.slice(0, 40))}`,
  );
}
