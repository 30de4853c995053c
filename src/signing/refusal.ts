import { BpError } from "../model/error.ts";
import { parseJson } from "./strict-json.ts";

/** Ends the verification of one signature with the reason. @throws BpError VERIFICATION always */
export function refuse(reason: string): never {
  throw new BpError("VERIFICATION", reason);
}

/** A JSON object, strictly read. @throws BpError VERIFICATION where the bytes are none */
export function readJson(bytes: Uint8Array, what: string): Record<string, unknown> {
  try {
    return parseJson(bytes);
  } catch (error) {
    return refuse(`the ${what} cannot be read: ${reasonOf(error)}`);
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
