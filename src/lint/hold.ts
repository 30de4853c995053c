import { dependsGraph } from "../graph/index.ts";
import type { Finding } from "../model/finding.ts";
import { finding, sortFindings } from "../model/finding.ts";
import type { ImageAnswers } from "../model/image-answers.ts";
import type { KitSettings } from "../model/kit.ts";
import type { UnitRender } from "../model/render.ts";
import type { BaselineEntry, ConfiguredSuppression } from "../model/suppression.ts";
import type { Unit, Workspace } from "../model/workspace.ts";
import type { CompiledCrd } from "../schema/index.ts";
import { carriedFindings } from "./carried.ts";
import type { CelRules } from "./cel-rules.ts";
import { oneFaultOneFinding } from "./one-fault.ts";
import { withRenders } from "./rendered/with-renders.ts";
import type { Complaint, Rule, RuleInput } from "./rule.ts";
import type { Providers } from "./supply/known-providers.ts";
import type { Severities } from "./waive/severity.ts";
import { defaultSeverities, severityOf } from "./waive/severity.ts";
import { waive } from "./waive/waive.ts";
import type { Waivers } from "./waive/waivers.ts";

/** The rules to hold, and what only some of them read. */
export interface Held {
  readonly rules: readonly Rule[];
  /** What may be suppressed, by id. */
  readonly known: ReadonlySet<string>;
  /** The workspace's own CRD, compiled, or the embedded one. */
  readonly crd: () => CompiledCrd;
  readonly celRules: () => CelRules;
}

export interface HoldOptions {
  /** The folders of the selected units; all where it is absent. */
  readonly selection?: ReadonlySet<string>;
  /** Chart names that differ from `bp-<folder>`, by folder. */
  readonly nameExceptions?: ReadonlyMap<string, string>;
  /** The oldest Helm that must read the templates. */
  readonly oldestHelm?: string;
  /** The Flux that applies what the tree holds, as 2.4. */
  readonly flux?: string;
  /** Blueprints that install into each organisation's own cluster, by name. */
  readonly perOrg?: ReadonlySet<string>;
  /** What the configuration says of the kits. */
  readonly kit?: KitSettings;
  /** What the configuration says of who brings the CRDs of an API group. */
  readonly providers?: Providers;
  /** What Helm makes of the units with their default values, by folder; absent: it was not asked. */
  readonly renders?: ReadonlyMap<string, UnitRender>;
  /** What registries said of the images of these renders; absent: they were not asked. */
  readonly images?: ImageAnswers;
  /** The profile and the rules' own severities; as the rules have them where it is absent. */
  readonly severities?: Severities;
  /** Rows of `lint.suppress`. */
  readonly suppress?: readonly ConfiguredSuppression[];
  readonly baseline?: readonly BaselineEntry[];
  /** The day that ends suppressions, as 2026-01-31; none ends where it is absent. */
  readonly today?: string;
}

/** A rule that could not look at all of its input, which is no pass. */
export interface NotRun {
  readonly ruleId: string;
  readonly reason: string;
}

export interface LintResult {
  /** Sorted by file, line, column and rule. */
  readonly findings: readonly Finding[];
  readonly notRun: readonly NotRun[];
  /** How many findings a comment or the configuration silenced. */
  readonly suppressed: number;
  /** How many findings stand in the baseline. */
  readonly known: number;
}

/** Holds rules against the selected units, and hands on what was found wrong while they were loaded. */
export function hold(loaded: Workspace, held: Held, options: HoldOptions): LintResult {
  const workspace = withRenders(loaded, options.renders);
  const { selection } = options;
  const chosen = workspace.units.filter((unit) => selection?.has(unit.folder) ?? true);
  const input = inputOf(workspace, chosen, held, options);
  const found = held.rules.flatMap((rule) => [...findingsOf(rule, input)]);
  const carried = carriedFindings(workspace, chosen, chosen.length < workspace.units.length);
  const notRun = held.rules.flatMap((rule) => {
    const reasons = [rule.notRun?.(input) ?? []].flat();
    return reasons.map((reason) => ({ ruleId: rule.id, reason }));
  });
  const told = sortFindings(oneFaultOneFinding([...carried, ...found]));
  return settle({ told, notRun }, input, held, options);
}

/** The CRD and its rules are made when a rule asks for them. */
function inputOf(
  workspace: Workspace,
  units: readonly Unit[],
  { crd, celRules }: Held,
  options: HoldOptions,
): RuleInput {
  const { nameExceptions = new Map(), perOrg = new Set() } = options;
  let compiled: CelRules | undefined;
  return {
    workspace,
    units,
    get crd() {
      return crd();
    },
    get celRules() {
      return (compiled ??= celRules());
    },
    graph: dependsGraph(workspace.units),
    nameExceptions,
    perOrg,
    ...(options.kit === undefined ? {} : { kit: options.kit }),
    ...(options.providers === undefined ? {} : { providers: options.providers }),
    ...(options.images === undefined ? {} : { images: options.images }),
    ...(options.flux === undefined ? {} : { flux: options.flux }),
    ...(options.oldestHelm === undefined ? {} : { oldestHelm: options.oldestHelm }),
  };
}

/** Grades what was told, silences what is waived, and then hears the rules that judge the waivers. */
function settle(
  { told, notRun }: { readonly told: readonly Finding[]; readonly notRun: readonly NotRun[] },
  input: RuleInput,
  held: Held,
  options: HoldOptions,
): LintResult {
  const severities = options.severities ?? defaultSeverities;
  const { today = "", suppress: configured = [], baseline = [], selection } = options;
  const marked = input.workspace.marked ?? [];
  const graded = grade(told, severities);
  const { findings, suppressed, known, waivers } = waive(graded, {
    marked,
    configured,
    baseline,
    today,
  });
  const partial = input.units.length < input.workspace.units.length;
  const seen = inScope(partial ? selection : undefined);
  const judging: Waivers = {
    comments: waivers.comments.filter(({ waiver }) => seen(waiver.at.file)),
    configured: waivers.configured,
    stale: waivers.stale.filter(({ file }) => seen(file)),
    today,
    unheard: new Set([...offRules(severities), ...notRun.map(({ ruleId }) => ruleId)]),
    known: held.known,
    partial,
  };
  const judges = held.rules.filter(({ judgesWaivers }) => judgesWaivers === true);
  const ofWaivers = judges.flatMap((rule) => [...findingsOf(rule, { ...input, waivers: judging })]);
  return {
    findings: sortFindings([...findings, ...grade(ofWaivers, severities)]),
    notRun: notRun.filter(({ ruleId }) => severities.rules.get(ruleId) !== "off"),
    suppressed,
    known,
  };
}

function grade(findings: readonly Finding[], severities: Severities): readonly Finding[] {
  return findings.flatMap((finding) => {
    const severity = severityOf(finding, severities);
    return severity === "off" ? [] : [{ ...finding, severity }];
  });
}

function offRules({ rules: set }: Severities): readonly string[] {
  return [...set].filter(([, severity]) => severity === "off").map(([id]) => id);
}

/** Whether a file lies in what was selected. */
function inScope(selection: ReadonlySet<string> | undefined): (file: string) => boolean {
  if (selection === undefined) return () => true;
  const folders = [...selection].map((folder) => `${folder}/`);
  return (file) => folders.some((folder) => file.startsWith(folder));
}

function* findingsOf(rule: Rule, input: RuleInput): Iterable<Finding> {
  for (const complaint of rule.check(input)) yield findingOf(rule, complaint);
}

function findingOf(rule: Rule, complaint: Complaint): Finding {
  const { at, message, pointer = "", unit, severity, help, fix } = complaint;
  return finding({
    ruleId: rule.id,
    severity: severity ?? rule.severity,
    message,
    at,
    pointer,
    help: help ?? rule.remedy,
    ...(unit === undefined ? {} : { blueprint: unit.name }),
    ...(fix === undefined ? {} : { fix }),
  });
}
