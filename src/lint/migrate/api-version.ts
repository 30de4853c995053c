import { nodeAt, scalarText } from "../../yaml/index.ts";
import { writeScalar } from "../edit.ts";
import type { Migration } from "./migration.ts";

const older = "catalyst.openova.io/v1alpha1";
const today = "catalyst.openova.io/v1";

/** Both versions have one shape: the name alone changes. */
export const apiVersion: Migration = {
  name: "api-version",

  *steps({ document }) {
    const node = nodeAt(document.root, "/apiVersion");
    if (node?.kind !== "scalar" || scalarText(node) !== older) return;
    const fix = { description: `write ${today}`, changes: [writeScalar(node, today)] };
    yield { at: node.at, message: `apiVersion is ${older}`, fix };
  },
};
