import type { Graph } from "../graph/index.ts";
import type { Fix } from "../model/change.ts";
import type { Severity } from "../model/finding.ts";
import type { ImageAnswers } from "../model/image-answers.ts";
import type { KitSettings } from "../model/kit.ts";
import type { Location } from "../model/location.ts";
import type { Unit, Workspace } from "../model/workspace.ts";
import type { CompiledCrd } from "../schema/index.ts";
import type { CelRules } from "./cel-rules.ts";
import type { Providers } from "./supply/known-providers.ts";
import type { Waivers } from "./waive/waivers.ts";

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
  /** The repair, where there is a safe one; its changes lie in the complaint's own file. */
  readonly fix?: Fix;
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
  /** The oldest Helm that must read the templates, as 3.16.1; that of the oldest supported Flux where it is absent. */
  readonly oldestHelm?: string;
  /** The Flux that applies what the tree holds, as 2.4; what the tree pins where it is absent. */
  readonly flux?: string;
  /** Blueprints that install into each organisation's own cluster, by name. */
  readonly perOrg?: ReadonlySet<string>;
  /** What the configuration says of the kits; nothing where it is absent. */
  readonly kit?: KitSettings;
  /** Who brings the CRDs of an API group, besides those that are known for it. */
  readonly providers?: Providers;
  /** What registries said of the images of the renders; absent: they were not asked. */
  readonly images?: ImageAnswers;
  /** What silenced findings and what did not; present for the rules that judge it alone. */
  readonly waivers?: Waivers;
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
  /** It judges the suppressions and the baseline, after every other rule, and cannot be suppressed itself. */
  readonly judgesWaivers?: true;
  /** What `bp lint --fix` repairs; nothing where it is absent. */
  readonly fixes?: "all" | "some";
  /** What breaks the law and what keeps it, as YAML or template text. */
  readonly examples?: { readonly bad: string; readonly good: string };
  check(input: RuleInput): Iterable<Complaint>;
  /** Why the rule could not look at everything, where its input is missing: a reason, or several. */
  notRun?(input: RuleInput): string | readonly string[] | undefined;
}
