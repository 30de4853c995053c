import type { Declaration } from "../declaration.ts";
import { consume } from "./consume-group.ts";
import { release } from "./release-group.ts";
import { setUp } from "./set-up-group.ts";
import { upstream } from "./upstream-group.ts";
import { writeAndReview } from "./write-and-review-group.ts";

/** Every command, in the order of the help. */
export const commands: readonly Declaration[] = [
  ...writeAndReview,
  ...upstream,
  ...release,
  ...consume,
  ...setUp,
];
