import { equalValues } from "../equal.ts";
import type { CallCost, Library } from "../overload.ts";
import { plain } from "../overload.ts";
import { sizeOf } from "../size.ts";
import type { CelList } from "../value.ts";

function contains({ items }: CelList, { items: wanted }: CelList): boolean {
  return wanted.every((one) => items.some((item) => equalValues(item, one)));
}

function intersects({ items }: CelList, { items: wanted }: CelList): boolean {
  return wanted.some((one) => items.some((item) => equalValues(item, one)));
}

const product: CallCost = ([a = null, b = null]) => sizeOf(a) * sizeOf(b) + 1;

/** cel-go's sets extension: lists as sets. */
export const sets: Library = {
  since: 29,
  functions: [
    plain("sets.contains(list<T>, list<T>): bool", contains, product),
    plain("sets.intersects(list<T>, list<T>): bool", intersects, product),
    plain(
      "sets.equivalent(list<T>, list<T>): bool",
      (a: CelList, b: CelList) => contains(a, b) && contains(b, a),
      (values) => product(values) * 2 - 1,
    ),
  ],
};
