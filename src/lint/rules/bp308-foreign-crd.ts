import type { ChartUnit } from "../charts.ts";
import { naming, unreadTemplates, withChart } from "../charts.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import type { Judgement } from "../supply/judge.ts";
import { judgeOf } from "../supply/judge.ts";
import { impliedLoops } from "../supply/loops.ts";
import { tellPlace } from "../supply/tell.ts";

/** Somebody must have installed the CRD before. */
export const foreignCrd: Rule = {
  id: "BP308",
  name: "foreign-crd",
  severity: "error",
  summary:
    "An object of another blueprint's CRD comes with a dependency on that blueprint, or only where the cluster has the API.",
  why: "Without its CRD the object is refused and the release fails; nothing told the installer which blueprint had to be there first.",
  remedy:
    "Declare the blueprint under spec.depends, or wrap the object in an if on .Capabilities.APIVersions.Has.",
  examples: {
    bad: "apiVersion: cert-manager.io/v1\nkind: Certificate   # and no depends\n",
    good: '{{- if .Capabilities.APIVersions.Has "cert-manager.io/v1" }}\napiVersion: cert-manager.io/v1\n',
  },

  *check(input) {
    for (const unit of withChart(input.units)) yield* judge(unit, input);
  },

  notRun: (input) => together(unreadTemplates(input.units) ?? unseen(input), unrendered(input)),
};

function* judge(unit: ChartUnit, input: RuleInput): Iterable<Complaint> {
  const { workspace, providers } = input;
  const { closes } = impliedLoops(workspace, providers);
  const { catalogue } = judgeOf(workspace, providers);
  for (const judgement of ownKinds(unit, input)) {
    const { need, own, depends, kits, tree } = judgement;
    // What nobody brings is BP411's to tell, and a loop that no dependency may close BP410's.
    const isNobodys = kits === "no" && tree === "no";
    if (own !== "no" || depends !== "no" || isNobodys || closes(unit, need)) continue;
    const { group, kind } = need.resource;
    const by = whose(judgement, catalogue.known(group)?.[0]);
    const message = `${kind} needs the CRDs of ${group}${by}, and no dependency brings them`;
    yield { at: need.at, message, unit };
  }
}

/** The kinds that the chart's own templates certainly write. */
function ownKinds(unit: ChartUnit, { workspace, providers }: RuleInput): readonly Judgement[] {
  return judgeOf(workspace, providers)
    .needs(unit)
    .filter(
      ({ need: { resource, presence, source } }) =>
        resource.name === "" && presence.state === "always" && source === "templates",
    );
}

function whose({ providers: [provider] }: Judgement, known: string | undefined): string {
  if (provider !== undefined)
    return `, which ${provider.unit.name} brings (${tellPlace(provider.at)})`;
  return known === undefined ? "" : `, which bp-${known} installs`;
}

/** Where what may bring the CRDs is not there to be read. */
function unseen(input: RuleInput): string | undefined {
  const open = withChart(input.units).filter((unit) =>
    ownKinds(unit, input).some(
      ({ own, depends }) => own === "unseen" || (own === "no" && depends === "unseen"),
    ),
  );
  return naming("not vendored: nobody can look into what may bring the CRDs of", open);
}
