import type { Finding } from "../../model/finding.ts";
import type { Target } from "../../model/reference.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Signer } from "../../signing/index.ts";
import type { Source } from "../packaging.ts";
import type { ImageSearch } from "../sbom/render-images.ts";
import type { Readers } from "../signature-formats.ts";
import type { BuildFacts } from "./build-facts.ts";
import type { Journal } from "./journal.ts";
import type { Shard } from "./shard.ts";

export interface PublishInput {
  /** The workspace and what reads it. */
  readonly source: Source;
  /** What is to be published. */
  readonly units: readonly Unit[];
  /** The part of it that this run publishes; undefined: all. */
  readonly shard?: Shard | undefined;
  /** What the rules found in the selection, with those that forbid publishing at error severity. */
  readonly findings: readonly Finding[];
  readonly target: Target;
  /** undefined for a dry run. */
  readonly signer: Signer | undefined;
  readonly facts: BuildFacts;
  /** How the images of SBOMs are looked for. */
  readonly images?: ImageSearch | undefined;
  /** Who is to read the signatures; undefined: everybody. */
  readonly readers?: Readers | undefined;
  readonly checkAll: boolean;
  /** What an earlier run has finished, and where this one says what it does; undefined: nowhere. */
  readonly journal?: Journal;
  readonly concurrency: number;
  readonly interrupted: AbortSignal;
}
