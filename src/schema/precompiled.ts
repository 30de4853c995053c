import type { Structural } from "../model/structural.ts";
import type { Check } from "./violations.ts";

/** The CRD that comes with the program, read and found without a fault. */
export interface Precompiled {
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly PrecompiledVersion[];
}

interface PrecompiledVersion {
  readonly name: string;
  readonly schema: Structural;
  readonly check: Check;
}

/** The build puts its own module in this one's place (scripts/precompile.ts). */
export const precompiled: Precompiled | undefined = undefined;
