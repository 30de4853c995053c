import type { Unit } from "../../model/workspace.ts";
import type { Member } from "../kits.ts";
import { membersOf } from "../kits.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import type { Judgement } from "../supply/judge.ts";
import { judgeOf } from "../supply/judge.ts";
import { impliedLoops } from "../supply/loops.ts";
import { releasedNeeds } from "../supply/released.ts";
import { tellPlace, tellProvider, tellResource } from "../supply/tell.ts";
import { unseenNeeds } from "../supply/unseen-needs.ts";

/** What is used must be there before. */
export const impliedDependency: Rule = {
  id: "BP405",
  name: "implied-dependency",
  severity: "warning",
  summary:
    "A blueprint depends on each blueprint whose kinds, Secrets, Services or classes it uses by default.",
  why: "Nothing tells an installer to wait for what only the templates name: the release comes first, fails or hangs, and is retried until somebody installs the other by hand.",
  remedy:
    "Add the blueprint to spec.depends; or turn the part that needs it off by default, or wrap it in an if on .Capabilities.APIVersions.Has.",
  examples: {
    bad: "secretKeyRef: {name: pdns-pg-app}   # which bp-cnpg-clusters makes, and no depends\n",
    good: "depends:\n  - blueprint: bp-cnpg-clusters\n",
  },

  *check(input) {
    for (const unit of input.units) yield* judge(unit, input);
    for (const member of membersOf(input)) yield* judgeRelease(member, input);
  },

  notRun: (input) => together(unseenNeeds(input, input.workspace.units), unrendered(input)),
};

/** One complaint for each blueprint that is missing, at the first place that needs it. */
function* judge(unit: Unit, { workspace, providers }: RuleInput): Iterable<Complaint> {
  const needs = judgeOf(workspace, providers).needs(unit).filter(isMissing);
  const { closes } = impliedLoops(workspace, providers);
  const told = needs.filter(({ need }) => !closes(unit, need));
  for (const [first, ...others] of Map.groupBy(told, providersKey).values()) {
    if (first === undefined) continue;
    const own = tellResource(first.need.resource);
    const more = new Set(others.map(({ need }) => tellResource(need.resource))).add(own).size - 1;
    const what = more === 0 ? own : `${own} and ${more} more`;
    const by = first.providers.map(tellProvider).join(", ");
    const message = `${unit.name} uses ${what} and does not depend on what brings it: ${by}`;
    yield { at: first.need.at, message, unit };
  }
}

/** At the value of a kit's release that turns on what needs it. */
function* judgeRelease(member: Member, { workspace, providers }: RuleInput): Iterable<Complaint> {
  const judge = judgeOf(workspace, providers);
  const { closes } = impliedLoops(workspace, providers);
  const told = new Set<string>();
  for (const { unit, release, need, toggle } of releasedNeeds(member)) {
    const judgement = judge.judge(unit, need);
    const key = providersKey(judgement);
    if (!isAbsent(judgement) || closes(unit, need) || told.has(key)) continue;
    told.add(key);
    const by = judgement.providers.map(tellProvider).join(", ");
    const use = `${unit.name} uses ${tellResource(need.resource)} (${tellPlace(need.at)})`;
    const message = `${release.name} turns on ${toggle.path.join(".")}: ${use} and waits for nothing that brings it: ${by}`;
    yield {
      at: toggle.at,
      message,
      unit,
      help: "Add it to the release's dependsOn, or to spec.depends of the blueprint; or leave it off.",
    };
  }
}

/** Of the kinds in a chart's own templates BP308 speaks. */
function isMissing(judgement: Judgement): boolean {
  const { presence, source, resource } = judgement.need;
  if (presence.state !== "always" || (resource.name === "" && source === "templates")) return false;
  return isAbsent(judgement);
}

function isAbsent({ own, depends, kits, providers }: Judgement): boolean {
  return providers.length > 0 && [own, depends, kits].every((one) => one === "no");
}

function providersKey({ providers }: Judgement): string {
  return JSON.stringify(providers.map(({ unit }) => unit.folder));
}
