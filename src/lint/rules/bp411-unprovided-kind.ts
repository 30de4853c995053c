import { nearest } from "../../model/nearest.ts";
import type { Resource } from "../../model/supply.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Member } from "../kits.ts";
import { membersOf } from "../kits.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import type { Judge, Judgement } from "../supply/judge.ts";
import { judgeOf } from "../supply/judge.ts";
import { releasedNeeds } from "../supply/released.ts";
import { tellPlace, tellResource } from "../supply/tell.ts";
import { unseenNeeds } from "../supply/unseen-needs.ts";

/** What nobody brings is never there. */
export const unprovidedKind: Rule = {
  id: "BP411",
  name: "unprovided-kind",
  severity: "error",
  summary:
    "Every kind that a chart writes by default is Kubernetes' own, or some blueprint of the tree brings its CRD.",
  why: "The API server refuses an object of a kind that it does not know, and the release fails on every cluster, whatever is installed before it.",
  remedy:
    "Add a blueprint that brings the CRD, correct the apiVersion or kind, turn the object off by default, or wrap it in an if on .Capabilities.APIVersions.Has. Where the clusters have the API before any blueprint, say so under providers in bp.config.yaml.",
  examples: {
    bad: "apiVersion: kafka.strimzi.io/v1beta2   # and no blueprint installs Strimzi\nkind: KafkaTopic\n",
    good: '{{- if .Capabilities.APIVersions.Has "kafka.strimzi.io/v1beta2" }}\napiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaTopic\n{{- end }}\n',
  },

  *check(input) {
    for (const unit of input.units) yield* judge(unit, input);
    for (const member of membersOf(input)) yield* judgeRelease(member, input);
  },

  notRun: (input) =>
    together(unseenNeeds(input, input.workspace.units) ?? undecided(input), unrendered(input)),
};

/** One complaint for each kind, at the first object of it. */
function* judge(unit: Unit, { workspace, providers }: RuleInput): Iterable<Complaint> {
  const judge = judgeOf(workspace, providers);
  const missing = judge.needs(unit).filter((one) => isKind(one) && isUnprovided(one, "no"));
  const byKind = Map.groupBy(missing, ({ need }) => tellResource(need.resource));
  for (const [told, [first, ...others]] of byKind) {
    if (first === undefined) continue;
    const { at, resource } = first.need;
    const near = nearest(resource.kind, judge.catalogue.kinds(resource.group));
    const advice = near === undefined ? "" : `; did you mean ${near}?`;
    const more = others.length === 0 ? "" : ` (and ${others.length} more of it)`;
    const message = `no blueprint of the tree brings ${told}${whose(resource, judge)}${advice}${more}`;
    yield { at, message, unit };
  }
}

/** At the value of a kit's release that turns it on. */
function* judgeRelease(member: Member, { workspace, providers }: RuleInput): Iterable<Complaint> {
  const judge = judgeOf(workspace, providers);
  const needs = releasedNeeds(member).filter(({ unit, need }) => {
    const judgement = judge.judge(unit, need);
    return isKind(judgement) && isUnprovided(judgement, "no");
  });
  const byKind = Map.groupBy(needs, ({ need }) => tellResource(need.resource));
  for (const [told, [first]] of byKind) {
    if (first === undefined) continue;
    const { unit, release, need, toggle } = first;
    const turns = `${release.name} turns on ${toggle.path.join(".")}`;
    const whom = whose(need.resource, judge);
    const message = `${turns}, and no blueprint of the tree brings ${told}${whom} (${tellPlace(need.at)})`;
    yield { at: toggle.at, message, unit };
  }
}

function whose({ group }: Resource, { catalogue }: Judge): string {
  const known = catalogue.known(group)?.[0];
  return known === undefined ? "" : `, as bp-${known} would`;
}

function isKind({ need }: Judgement): boolean {
  return need.resource.name === "" && need.presence.state === "always";
}

/** Whether at most so much can be said of everybody who could bring it. */
function isUnprovided({ own, depends, kits, tree }: Judgement, most: "no" | "unseen"): boolean {
  const all = [own, depends, kits, tree];
  return all.every((one) => one === "no" || one === most) && all.includes(most);
}

/** What may come with charts and objects that nobody can look into. */
function undecided({ units, workspace, providers }: RuleInput): string | undefined {
  const judge = judgeOf(workspace, providers);
  const open = units
    .flatMap((unit) => judge.needs(unit))
    .find((one) => isKind(one) && isUnprovided(one, "unseen"));
  if (open === undefined) return undefined;
  return `${tellResource(open.need.resource)} may come with what nobody can look into`;
}
