import type { Location } from "../../model/location.ts";
import { startOf } from "../../model/location.ts";
import type { ShippingUnit } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";

/** One version of a blueprint: in a tree, in a git revision, or as it is published. */
export interface Side {
  /** As the user named it. */
  readonly label: string;
  readonly unit: ShippingUnit;
  /** What its files are read from. */
  readonly source: Source;
  readonly published: boolean;
  /** Gives back what it holds. */
  dispose(): Promise<void>;
}

/** Where a finding about the side stands: a published one has no file of the workspace, and is named itself. */
export function placeIn({ label, published }: Side, at: Location): Location {
  return published ? startOf(label) : at;
}
