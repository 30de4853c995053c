import type { Declared, Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { sizeOf } from "../size.ts";
import type { Value } from "../value.ts";

const sized: readonly string[] = ["string", "bytes", "list<A>", "map<A, B>"];

const measure = (value: Value): bigint => BigInt(sizeOf(value));

const sizes: readonly Declared[] = sized.flatMap((type) => [
  plain(`size(${type}): int`, measure),
  method(`${type}.size(): int`, measure),
]);

/** size() (CEL specification, "List of Standard Definitions"). */
export const size: Library = { since: 29, functions: sizes };
