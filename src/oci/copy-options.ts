import type { Descriptor } from "../model/descriptor.ts";
import type { Source } from "./store.ts";

/** Where a blob may be taken over from, the likeliest first. */
export type MountFrom = (target: Descriptor) => readonly Source[];

/** What became of one content. */
export interface CopyEvent {
  readonly target: Descriptor;
  /** `mounted`: taken over without moving its bytes; `present`: it was there. */
  readonly how: "copied" | "mounted" | "present";
}

export interface CopyOptions {
  /** The tag to set at the end; where it is left out, the one that was asked for, and none for a digest. */
  readonly tag?: string;
  /** How many contents flow at a time; 3 by default, as dockerd and containerd have it. Eight small ones count as one. */
  readonly concurrency?: number;
  /**
   * Also what refers to each manifest that is copied, and what refers to that; and what cosign keeps for it under tags
   * of its own, `.sig`, `.att` and `.sbom`.
   */
  readonly referrers?: boolean;
  /**
   * The repositories from which the store may take a blob over, beside the source; false: none, not the source either.
   * Repositories of other registries are passed over.
   */
  readonly mount?: MountFrom | false;
  /** Called for each content, once it is there. */
  readonly onContent?: (event: CopyEvent) => void;
  readonly signal?: AbortSignal;
}
