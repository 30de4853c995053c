import { BpError } from "../../model/error.ts";
import type { Lock } from "../../model/lock.ts";
import { nearest } from "../../model/nearest.ts";
import type { LockPlace } from "../put-lock.ts";
import type { Catalogue } from "./catalogue.ts";
import type { FluxSettings } from "./flux/flux-settings.ts";
import { fluxManifests } from "./flux/manifests.ts";
import { lockPlan } from "./lock-plan.ts";
import { lockedCatalogue } from "./locked-catalogue.ts";
import { planInstall } from "./plan-install.ts";
import type { InstallPlan, PlanResult } from "./plan.ts";
import type { PlanInstallReport } from "./report.ts";
import { reportedWant } from "./report.ts";
import type { Wish } from "./wish.ts";

export interface InstallInput {
  readonly wish: Wish;
  readonly catalogue: Catalogue;
  /** Undefined: no manifests are asked for. */
  readonly flux: FluxSettings | undefined;
  readonly lock: InstallLock;
}

/** How bp.lock takes part. */
export interface InstallLock {
  readonly held: Lock;
  /** The versions that it holds go before all others. */
  readonly follow: boolean;
  /** Where the versions of the plan are to be written; undefined: nowhere. */
  readonly place: LockPlace | undefined;
}

/**
 * The plan of an installation, and the manifests that carry it out where they are asked for and nothing is wrong.
 * @throws BpError NOT_FOUND for a blueprint that the catalogue does not have; and what planning throws
 */
export async function installReport({
  wish,
  catalogue: given,
  flux,
  lock,
}: InstallInput): Promise<PlanInstallReport> {
  const catalogue = lock.follow ? lockedCatalogue(given, lock.held) : given;
  await assertKnown(wish, catalogue);
  const result = await planInstall(wish, catalogue);
  const plan = result.kind === "plan" ? result : noPlan;
  const { findings, applications } = plan;
  const ok = plan === result && findings.every(({ severity }) => severity !== "error");
  const isLocked =
    ok && lock.place !== undefined && (await lockPlan(applications, lock.held, lock.place));
  const made = ok && flux !== undefined ? fluxManifests(plan, wish, flux) : undefined;
  return {
    schemaVersion: 1,
    command: "plan install",
    ok,
    exitCode: ok ? 0 : 1,
    findings,
    blueprint: wish.blueprint,
    catalogue: catalogue.name,
    applications,
    ...failureOf(result),
    notes: [...sharedNotes(plan), ...(made?.notes ?? [])],
    locked: isLocked,
    manifests: made === undefined ? null : { target: "flux", text: made.text },
  };
}

const noPlan: InstallPlan = {
  kind: "plan",
  applications: [],
  installables: new Map(),
  findings: [],
};

function failureOf(result: PlanResult): Pick<PlanInstallReport, "conflict" | "circle"> {
  if (result.kind === "circle") return { conflict: null, circle: result.names };
  if (result.kind === "plan") return { conflict: null, circle: null };
  const { lines, conflict, placeOf } = result;
  const wants = conflict.facts.map((fact) => reportedWant(fact, placeOf));
  return { conflict: { lines, wants }, circle: null };
}

/** A chart without a document says nothing of what it needs. */
function sharedNotes({ installables }: InstallPlan): readonly string[] {
  return [...installables].flatMap(([name, { blueprint, chart }]) =>
    blueprint === undefined
      ? [`${name}: ${chart} has no blueprint document, so nothing is known of what it needs`]
      : [],
  );
}

/** @throws BpError NOT_FOUND */
async function assertKnown({ blueprint }: Wish, catalogue: Catalogue): Promise<void> {
  if ((await catalogue.versions(blueprint)).length > 0) return;
  const near = nearest(blueprint, catalogue.blueprints);
  const guess = near === undefined ? "" : `did you mean ${near}? `;
  throw new BpError("NOT_FOUND", `${catalogue.name} has no ${blueprint}`, {
    hint: `${guess}--from names another catalogue: HOST/PATH or oci-layout:DIR`,
  });
}
