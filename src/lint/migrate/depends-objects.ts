import { items, nodeAt, scalarText } from "../../yaml/index.ts";
import { asObject } from "../as-object.ts";
import type { Migration } from "./migration.ts";

/** A dependency was its bare name. */
export const dependsObjects: Migration = {
  name: "depends-objects",

  *steps(blueprint) {
    for (const item of items(nodeAt(blueprint.document.root, "/spec/depends"))) {
      const name = scalarText(item);
      if (name === undefined) continue;
      const fix = asObject(item, blueprint);
      const message = `the dependency ${JSON.stringify(name)} is a bare string`;
      yield fix === undefined
        ? { at: item.at, message: `${message}, written where no edit is safe` }
        : { at: item.at, message, fix };
    }
  },
};
