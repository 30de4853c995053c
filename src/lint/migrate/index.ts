import { apiVersion } from "./api-version.ts";
import { cardNames } from "./card-names.ts";
import { dependsObjects } from "./depends-objects.ts";
import type { Migration } from "./migration.ts";
import { placementModes } from "./placement-modes.ts";

/** Every migration; they touch different places, so that their order does not matter. */
export const migrations: readonly Migration[] = [
  apiVersion,
  dependsObjects,
  placementModes,
  cardNames,
];
