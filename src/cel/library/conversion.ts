import { EvaluationFault } from "../fault.ts";
import type { Library } from "../overload.ts";
import { plain } from "../overload.ts";
import { traversal } from "../size.ts";
import { runtimeType } from "../type-of.ts";
import { TypeValue } from "../value.ts";
import type { Duration, Opaque, Timestamp, Uint, Value } from "../value.ts";
import { intOf, uintOf } from "./arithmetic.ts";
import { durationText, parseDuration } from "./duration-text.ts";
import { parseDouble, shortestDouble } from "./numbers.ts";
import { floorSeconds, timestampOf } from "./time-range.ts";
import { parseTimestamp, timestampText } from "./timestamp-text.ts";

const trues: ReadonlySet<string> = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const falses: ReadonlySet<string> = new Set(["0", "f", "F", "FALSE", "false", "False"]);

function given<T>(value: T | undefined, type: string, text: string): T {
  if (value !== undefined) return value;
  throw new EvaluationFault(`${JSON.stringify(text)} is no ${type}`);
}

function boolOf(text: string): boolean {
  if (!trues.has(text) && !falses.has(text))
    throw new EvaluationFault(`${JSON.stringify(text)} is no bool`);
  return trues.has(text);
}

function integerOf(text: string, pattern: RegExp): bigint {
  return given(pattern.test(text) ? BigInt(text.replace(/^\+/u, "")) : undefined, "int", text);
}

/** Towards zero. @throws EvaluationFault for what is no number, and beyond 64 bits */
function truncated(value: number): bigint {
  if (!(Math.abs(value) < 2 ** 64)) throw new EvaluationFault("integer overflow");
  return BigInt(Math.trunc(value));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new EvaluationFault("invalid UTF-8 in bytes");
  }
}

const whole = ([value = null]: readonly Value[]): number => traversal(value);
const same = (value: Value): Value => value;

/** Conversions between types (CEL specification, "List of Standard Definitions"). */
export const conversion: Library = {
  since: 29,
  functions: [
    plain("dyn(A): dyn", same),
    plain("type(A): type", (value: Value) => new TypeValue(runtimeType(value))),
    plain("bool(bool): bool", same),
    plain("bool(string): bool", boolOf),
    plain("bytes(bytes): bytes", same),
    plain("bytes(string): bytes", (text: string) => new Uint8Array(Buffer.from(text)), whole),
    plain("double(double): double", same),
    plain("double(int): double", Number),
    plain("double(uint): double", (value: Uint) => Number(value.value)),
    plain("double(string): double", (text: string) => given(parseDouble(text), "double", text)),
    plain("int(int): int", same),
    plain("int(uint): int", (value: Uint) => intOf(value.value)),
    plain("int(double): int", (value: number) =>
      intOf(truncated(value <= -(2 ** 63) ? Number.NaN : value)),
    ),
    plain("int(string): int", (text: string) => intOf(integerOf(text, /^[+-]?\d+$/u))),
    plain("int(timestamp): int", (at: Timestamp) => floorSeconds(at.nanoseconds)),
    plain("int(duration): int", (length: Duration) => length.nanoseconds),
    plain("uint(uint): uint", same),
    plain("uint(int): uint", uintOf),
    plain("uint(double): uint", (value: number) => uintOf(truncated(value < 0 ? -1 : value))),
    plain("uint(string): uint", (text: string) => uintOf(integerOf(text, /^\d+$/u))),
    plain("string(string): string", same),
    plain("string(bool): string", String),
    plain("string(int): string", String),
    plain("string(uint): string", (value: Uint) => String(value.value)),
    plain("string(double): string", shortestDouble),
    plain("string(bytes): string", textOf, whole),
    plain("string(timestamp): string", (at: Timestamp) => timestampText(at)),
    plain("string(duration): string", (length: Duration) => durationText(length)),
    plain("string(net.IP): string", (address: Opaque) => address.text ?? ""),
    plain("string(net.CIDR): string", (network: Opaque) => network.text ?? ""),
    plain("timestamp(timestamp): timestamp", same),
    plain("timestamp(int): timestamp", (at: bigint) => timestampOf(at * 1_000_000_000n)),
    plain("timestamp(string): timestamp", (text: string) =>
      given(parseTimestamp(text), "timestamp", text),
    ),
    plain("duration(duration): duration", same),
    plain("duration(string): duration", (text: string) =>
      given(parseDuration(text), "duration", text),
    ),
  ],
};
