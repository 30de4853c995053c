import type { Kit, KitRelease } from "../../model/kit.ts";
import { entry, nodeAt, pair } from "../../yaml/index.ts";
import { driftOf } from "../kit/drift.ts";
import type { Member } from "../kits.ts";
import { isSubstituted, membersOf, noKit, releasesOf } from "../kits.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Slots look alike, and none leaves to defaults what decides whether it ever becomes ready. */
export const releaseForm: Rule = {
  id: "BP502",
  name: "release-form",
  severity: "warning",
  summary:
    "A slot's release, chart and repository bear one name, and it says how it waits and how it retries.",
  why: "Flux waits five minutes for readiness by default and does not retry a failed installation; a slow start then stops the whole bootstrap.",
  remedy:
    "Name the three alike; set install.remediation and upgrade.remediation, and disableWait or a timeout.",
  examples: {
    bad: "spec:\n  chart: {spec: {chart: bp-x, version: 1.0.0}}\n",
    good: "spec:\n  install: {disableWait: true, remediation: {retries: 3}}\n  upgrade: {disableWait: true, remediation: {retries: 3}}\n",
  },

  *check(input) {
    for (const member of membersOf(input)) {
      yield* judgeNames(member);
      for (const action of ["install", "upgrade"]) yield* judgeAction(member, action);
    }
  },

  notRun: noKit,
};

/** Where a kit installs a chart several times, its releases must differ in name. */
function* judgeNames({ kit, release, unit }: Member): Iterable<Complaint> {
  const { name, chart, source, at } = release;
  const about = unit === undefined ? {} : { unit };
  if (isSubstituted(name + chart + (source?.name ?? ""))) return;
  if (name !== chart && instances(kit, release) === 1 && !isRenamed(release, kit)) {
    const message = `the release is named ${name} and its chart ${chart}`;
    yield { at, pointer: "/metadata/name", message, ...about };
  }
  if (source?.kind === "HelmRepository" && source.name !== chart) {
    const message = `the chart ${chart} comes from a HelmRepository named ${source.name}`;
    const pointer = "/spec/chart/spec/sourceRef/name";
    if (instances(kit, release) === 1) yield { at: source.at, pointer, message, ...about };
  }
}

/** That the expected graph has the release under its chart's name is for BP505 to tell. */
function isRenamed(release: KitRelease, kit: Kit): boolean {
  return driftOf(kit).some(
    (drift) => drift.kind === "renamed" && drift.release === release && drift.to === release.chart,
  );
}

function instances(kit: Kit, { chart }: KitRelease): number {
  return releasesOf(kit).filter((other) => other.chart === chart).length;
}

function* judgeAction({ release, unit }: Member, action: string): Iterable<Complaint> {
  const { root, at } = release;
  const spec = entry(root, "spec");
  const body = entry(spec, action);
  const place = { at: pair(spec, action)?.key.at ?? at, pointer: `/spec/${action}` };
  const about = unit === undefined ? {} : { unit };
  if (nodeAt(body, "/remediation") === undefined)
    yield { ...place, message: `${action} does not say how it retries: no remediation`, ...about };
  const waits = [nodeAt(body, "/disableWait"), nodeAt(body, "/timeout"), entry(spec, "timeout")];
  if (waits.every((node) => node === undefined)) {
    const message = `${action} does not say how long it waits: neither disableWait nor a timeout`;
    yield { ...place, message, ...about };
  }
}
