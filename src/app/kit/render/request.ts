import type { Kit } from "../../../model/kit.ts";
import type { ShippingUnit } from "../../../model/workspace.ts";

/** How Flux knows the signer of a chart: a public key in a Secret, or an identity. */
export type Verification =
  | { readonly kind: "key"; readonly secret: string }
  | { readonly kind: "identity"; readonly issuer: string; readonly subject: string };

/** What the user says of new slots; the rest is as the kit's other slots have it. */
export interface SlotOptions {
  readonly slot: string | undefined;
  /** The release's name, where it is not the chart's. */
  readonly name: string | undefined;
  /** Of manifests for Kustomize the overlay, undefined for the base. */
  readonly overlay?: string | undefined;
  /** Where it is installed, where that is not its name without bp-. */
  readonly namespace: string | undefined;
  /** Where the kit fetches charts, as oci://host/path. */
  readonly url: string | undefined;
  /** The Secret with the login of that registry. */
  readonly pullSecret: string | undefined;
  readonly verification: Verification | undefined;
}

/** One unit that gets a slot. */
export interface SlotRequest {
  readonly unit: ShippingUnit;
  readonly kit: Kit;
  readonly options: SlotOptions;
}

/** A slot as it is written, and told. */
export interface NewSlot {
  readonly name: string;
  readonly slot: string;
  /** Relative to the workspace root. */
  readonly file: string;
  /** The chart, or the blueprint whose manifests they are. */
  readonly chart: string;
  readonly isManifests: boolean;
  readonly version: string;
  readonly dependsOn: readonly string[];
  readonly text: string;
}
