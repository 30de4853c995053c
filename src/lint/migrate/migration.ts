import type { Blueprint } from "../../model/blueprint.ts";
import type { Fix } from "../../model/change.ts";
import type { Location } from "../../model/location.ts";

/** One thing in a blueprint.yaml that is written in an older form. */
export interface MigrationStep {
  readonly at: Location;
  /** What is old there, as a clause. */
  readonly message: string;
  /** The edit; undefined where a person must decide, as `message` says. */
  readonly fix?: Fix;
}

/** What brings one older form of blueprint.yaml to the one of today. */
export interface Migration {
  readonly name: string;
  readonly steps: (blueprint: Blueprint) => Iterable<MigrationStep>;
}
