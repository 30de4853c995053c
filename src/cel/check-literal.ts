import { CompileFault } from "./fault.ts";
import { runtimeType } from "./type-of.ts";
import type { CelType } from "./types.ts";
import { basic } from "./types.ts";
import { Uint } from "./value.ts";
import type { Value } from "./value.ts";

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/** @throws CompileFault for a number beyond 64 bits */
export function literalType(value: Value): CelType {
  if (value === null) return basic("null");
  if (typeof value === "bigint" && (value > MAX_INT || value < -MAX_INT - 1n))
    throw new CompileFault(`invalid int literal ${value}`);
  if (value instanceof Uint && value.value > MAX_UINT)
    throw new CompileFault(`invalid uint literal ${value.value}`);
  return basic(runtimeType(value) as "int");
}
