import { loadAll } from "js-yaml";

import { sortKeys } from "../../src/model/go-json.ts";
import { byCodeUnit } from "../../src/model/order.ts";

/** The objects that `helm template` printed, each as JSON with its keys sorted, in an order of their own. */
export function objectsIn(output: string): readonly string[] {
  return loadAll(output)
    .filter((object) => object !== null && object !== undefined)
    .map((object) => JSON.stringify(sortKeys(object)))
    .sort(byCodeUnit);
}
