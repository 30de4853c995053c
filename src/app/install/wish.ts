import type { JsonObject } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { ExistingApplication } from "./existing.ts";

/** What a user wants installed. */
export interface Wish {
  /** Canonical, as `bp-x`. */
  readonly blueprint: string;
  /** Undefined: the preferred version. */
  readonly range: string | undefined;
  /** The application's name; undefined: the blueprint's, without `bp-`. */
  readonly name: string | undefined;
  /** Undefined: each application has a namespace of its name. */
  readonly namespace: string | undefined;
  /** An overlay of the blueprint, as `small`. */
  readonly overlay: string | undefined;
  readonly config: WrittenConfig;
  /** What the cluster has. */
  readonly existing: readonly ExistingApplication[];
}

/** A configuration with the places of its fields. */
export interface WrittenConfig {
  readonly values: JsonObject;
  /** The place at a JSON pointer, or of its nearest ancestor that is there; undefined where nothing was written. */
  at(pointer: string): Location | undefined;
}
