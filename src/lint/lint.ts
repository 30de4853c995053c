import { dependsGraph } from "../graph/index.ts";
import type { Finding } from "../model/finding.ts";
import { finding, sortFindings } from "../model/finding.ts";
import type { Workspace } from "../model/workspace.ts";
import type { CompiledCrd } from "../schema/index.ts";
import { carriedFindings } from "./carried.ts";
import { celRules } from "./cel-rules.ts";
import { oneFaultOneFinding } from "./one-fault.ts";
import type { Complaint, Rule, RuleInput } from "./rule.ts";
import { rules } from "./rules/index.ts";

export interface LintOptions {
  /** The workspace's own CRD, compiled, or the embedded one. */
  readonly crd: CompiledCrd;
  /** The folders of the selected units; all where it is absent. */
  readonly selection?: ReadonlySet<string>;
  /** Chart names that differ from `bp-<folder>`, by folder. */
  readonly nameExceptions?: ReadonlyMap<string, string>;
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
}

/** Holds every rule against the selected units, and hands on what was found wrong while they were loaded. */
export function lint(workspace: Workspace, options: LintOptions): LintResult {
  const { crd, selection, nameExceptions = new Map() } = options;
  const chosen = workspace.units.filter((unit) => selection?.has(unit.folder) ?? true);
  const graph = dependsGraph(workspace.units);
  const input: RuleInput = {
    workspace,
    units: chosen,
    crd,
    celRules: celRules(),
    graph,
    nameExceptions,
  };
  const found = rules.flatMap((rule) => [...findingsOf(rule, input)]);
  const carried = carriedFindings(workspace, chosen, selection !== undefined);
  return {
    findings: sortFindings(oneFaultOneFinding([...carried, ...found])),
    notRun: rules.flatMap((rule) => {
      const reason = rule.notRun?.(input);
      return reason === undefined ? [] : [{ ruleId: rule.id, reason }];
    }),
  };
}

function* findingsOf(rule: Rule, input: RuleInput): Iterable<Finding> {
  for (const complaint of rule.check(input)) yield findingOf(rule, complaint);
}

function findingOf(rule: Rule, complaint: Complaint): Finding {
  const { at, message, pointer = "", unit, severity, help } = complaint;
  return finding({
    ruleId: rule.id,
    severity: severity ?? rule.severity,
    message,
    at,
    pointer,
    help: help ?? rule.remedy,
    ...(unit === undefined ? {} : { blueprint: unit.name }),
  });
}
