import type { BpError } from "../../model/error.ts";
import { isBpError } from "../../model/error.ts";

/** What the work gives, or the error that it ends with. */
export async function attempted<T>(work: () => Promise<T>): Promise<T | BpError> {
  try {
    return await work();
  } catch (error) {
    if (isBpError(error)) return error;
    throw error;
  }
}
