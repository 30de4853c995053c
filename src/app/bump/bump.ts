import type { Finding } from "../../model/finding.ts";
import { sortFindings } from "../../model/finding.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Tree } from "../../model/tree.ts";
import { parseVersion } from "../../model/version.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { Replacement } from "../../workspace/index.ts";
import type { DependentsPolicy } from "../config-bump.ts";
import type { Config } from "../config.ts";
import type { FileDraft } from "../fix/plan.ts";
import { cascade } from "./cascade.ts";
import type { Cascade } from "./cascade.ts";
import type { ChangeFile } from "./change-files.ts";
import { changelogs, writeChangelogs } from "./changelogs.ts";
import type { Changelogs } from "./changelogs.ts";
import type { Wanted } from "./first-steps.ts";
import { firstSteps } from "./first-steps.ts";
import { outOfStep } from "./out-of-step.ts";
import type { BumpPlan } from "./plan-bump.ts";
import { planBump } from "./plan-bump.ts";
import type { BumpPorts } from "./ports.ts";
import type { TakenVersions } from "./refusals.ts";
import { freed, refusals } from "./refusals.ts";
import type { BumpReport } from "./report.ts";
import { bumpedVersion, emptyBump } from "./report.ts";
import type { VersionStep } from "./version-step.ts";

export interface BumpInput {
  readonly tree: Tree;
  readonly workspace: Workspace;
  readonly config: Config;
  /** What is to move. */
  readonly units: readonly Unit[];
  readonly wanted: Wanted;
  readonly dependents: DependentsPolicy;
  readonly changes: readonly ChangeFile[];
}

/** What is to be written, and the report of it. */
export interface Bumped {
  readonly files: readonly FileDraft[];
  readonly removed: readonly Replacement[];
  readonly report: BumpReport;
}

/**
 * The next versions at every place that must carry them, in a draft: nothing is written. Where a version is refused the
 * report says so and there is nothing to write.
 * @throws BpError as firstSteps does
 */
export async function bump(input: BumpInput, ports: BumpPorts): Promise<Bumped> {
  const { steps: asked, notes } = await firstSteps(input, ports);
  const following = cascade(asked, {
    workspace: input.workspace,
    workspaceDependencies: input.config.workspaceDependencies,
    lockstep: new Set(input.config.lockstep),
    dependents: input.dependents,
  });
  const { steps, refused } = await admitted(following, ports);
  const report = { ...emptyBump, steps: steps.map(bumpedVersion), notes };
  if (refused.length > 0) {
    const findings = sortFindings(refused);
    return { files: [], removed: [], report: { ...report, ok: false, exitCode: 1, findings } };
  }
  const texts = await changelogs({ ...input, steps }, ports.messages);
  const plan = await planBump({
    ...input,
    cascade: { ...following, steps: new Map(steps.map((step) => [step.unit.folder, step])) },
    begin: (draft) => writeChangelogs(texts, draft),
  });
  return { files: plan.files, removed: texts.removed, report: { ...report, ...told(plan, texts) } };
}

/** What no other branch and no registry has. A dependent, whose version nobody asked for, takes the next free one. */
async function admitted(
  { steps }: Cascade,
  ports: BumpPorts,
): Promise<{ readonly steps: readonly VersionStep[]; readonly refused: readonly Finding[] }> {
  const checked = await Promise.all(
    [...steps.values()].map(async (step) => {
      const taken = await takenBy(step, ports);
      return step.reason === "dependent"
        ? { step: freed(step, taken), refused: [] }
        : { step, refused: refusals(step, taken) };
    }),
  );
  return {
    steps: checked
      .map(({ step }) => step)
      .toSorted((a, b) => byCodeUnit(a.unit.folder, b.unit.folder)),
    refused: checked.flatMap(({ refused }) => refused),
  };
}

async function takenBy({ unit, from, to }: VersionStep, ports: BumpPorts): Promise<TakenVersions> {
  if (from === to) return { published: [], claims: [] };
  const [published, claims] = await Promise.all([ports.published(unit), ports.claims(unit)]);
  return { published, claims };
}

function told(
  { repairs, result }: BumpPlan,
  { removed }: Changelogs,
): Pick<BumpReport, "ok" | "exitCode" | "findings" | "changes" | "left" | "removed"> {
  return {
    ok: true,
    exitCode: 0,
    findings: [],
    changes: repairs.map(({ ruleId, file, message, description }) => ({
      ruleId,
      file,
      message,
      description,
    })),
    left: result.findings.map(({ ruleId, file, line, column, message }) => ({
      ruleId,
      file,
      line,
      column,
      message,
    })),
    removed: removed.map(({ path }) => path),
  };
}

/** Every place that does not carry the version of its chart: nothing is bumped. */
export function checkBump({ workspace, config, units }: BumpInput): BumpReport {
  const wanted = units
    .filter(({ version }) => parseVersion(version) !== undefined)
    .map((unit) => ({ unit, version: unit.version }));
  const findings = outOfStep(wanted, {
    workspace,
    workspaceDependencies: config.workspaceDependencies,
    lockstep: new Set(config.lockstep),
    frozen: new Set(),
  });
  const sorted = sortFindings([...findings]);
  const ok = sorted.length === 0;
  return { ...emptyBump, ok, exitCode: ok ? 0 : 1, findings: sorted };
}
