import type { Graph } from "../graph/index.ts";
import type { Severity } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Unit, Workspace } from "../model/workspace.ts";
import type { CompiledCrd } from "../schema/index.ts";
import type { CelRules } from "./cel-rules.ts";

/** What a rule says of one place; the engine makes a finding of it. */
export interface Complaint {
  readonly at: Location;
  readonly message: string;
  /** JSON pointer into the document at that place. */
  readonly pointer?: string;
  /** The unit that the complaint is about, where it is about one. */
  readonly unit?: Unit;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  /** Where it says more than the rule's remedy. */
  readonly help?: string;
}

/** What every rule reads. */
export interface RuleInput {
  readonly workspace: Workspace;
  /** The selected units, sorted by folder; a rule complains of these alone. */
  readonly units: readonly Unit[];
  /** The Blueprint CRD that holds: the workspace's own, else the embedded one. */
  readonly crd: CompiledCrd;
  /** Its CEL rules, compiled. */
  readonly celRules: CelRules;
  /** The `depends` graph of the whole workspace. */
  readonly graph: Graph;
  /** Chart names that differ from `bp-<folder>`, by folder. */
  readonly nameExceptions: ReadonlyMap<string, string>;
}

/** One law: a pure generator of complaints. File, test and documentation bear the name `<id>-<name>`. */
export interface Rule {
  /** Stable for ever, as `BP202`. */
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  /** The law in one sentence. */
  readonly summary: string;
  /** What goes wrong where it is broken. */
  readonly why: string;
  /** What to do about a finding. */
  readonly remedy: string;
  check(input: RuleInput): Iterable<Complaint>;
  /** Why the rule could not look at everything, where its input is missing. */
  notRun?(input: RuleInput): string | undefined;
}
