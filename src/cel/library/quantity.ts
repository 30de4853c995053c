import { EvaluationFault } from "../fault.ts";
import type { CallCost, Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { traversal } from "../size.ts";
import type { Opaque } from "../value.ts";
import type { Amount } from "./quantity-text.ts";
import { aligned, asInteger, parseAmount } from "./quantity-text.ts";

/** A value of the type kubernetes.Quantity. */
interface Quantity extends Opaque {
  readonly amount: Amount;
}

function quantityOf(amount: Amount): Quantity {
  return {
    kind: "opaque",
    type: "kubernetes.Quantity",
    amount,
    equals: (other) => compare(quantityOf(amount), other as Quantity) === 0n,
  };
}

/** @throws EvaluationFault where the text is no quantity */
function parse(text: string): Quantity {
  const amount = parseAmount(text);
  if (amount === undefined) throw new EvaluationFault(`${JSON.stringify(text)} is not a quantity`);
  return quantityOf(amount);
}

function compare({ amount: a }: Quantity, { amount: b }: Quantity): bigint {
  const [left, right] = aligned(a, b);
  if (left === right) return 0n;
  return left < right ? -1n : 1n;
}

function add({ amount: a }: Quantity, { amount: b }: Quantity, sign = 1n): Quantity {
  const [left, right, scale] = aligned(a, b);
  return quantityOf({ unscaled: left + right * sign, scale, isBig: a.isBig || b.isBig });
}

function whole(value: bigint): Quantity {
  return quantityOf({ unscaled: value, scale: 0, isBig: false });
}

/** @throws EvaluationFault where it is no whole number of 64 bits */
function integer({ amount }: Quantity): bigint {
  const value = asInteger(amount);
  if (value === undefined) throw new EvaluationFault("cannot convert value to integer");
  return value;
}

function signOf({ amount }: Quantity): bigint {
  if (amount.unscaled === 0n) return 0n;
  return amount.unscaled > 0n ? 1n : -1n;
}

const once: CallCost = ([text = null]) => traversal(text);
const q = "kubernetes.Quantity";

/** Kubernetes' quantity library. */
export const quantity: Library = {
  since: 29,
  functions: [
    plain(`quantity(string): ${q}`, parse, once),
    plain("isQuantity(string): bool", (text: string) => parseAmount(text) !== undefined, once),
    plain(`sign(${q}): int`, signOf),
    method(`${q}.isGreaterThan(${q}): bool`, (a: Quantity, b: Quantity) => compare(a, b) > 0n),
    method(`${q}.isLessThan(${q}): bool`, (a: Quantity, b: Quantity) => compare(a, b) < 0n),
    method(`${q}.compareTo(${q}): int`, compare),
    method(`${q}.asApproximateFloat(): double`, ({ amount: { unscaled, scale } }: Quantity) =>
      Number(`${unscaled}e${-scale}`),
    ),
    method(`${q}.asInteger(): int`, integer),
    method(`${q}.isInteger(): bool`, ({ amount }: Quantity) => asInteger(amount) !== undefined),
    method(`${q}.add(${q}): ${q}`, (a: Quantity, b: Quantity) => add(a, b)),
    method(`${q}.add(int): ${q}`, (a: Quantity, b: bigint) => add(a, whole(b))),
    method(`${q}.sub(${q}): ${q}`, (a: Quantity, b: Quantity) => add(a, b, -1n)),
    method(`${q}.sub(int): ${q}`, (a: Quantity, b: bigint) => add(a, whole(b), -1n)),
  ],
};
