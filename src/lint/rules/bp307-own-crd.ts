import type { Mention } from "../../model/supply.ts";
import { withChart } from "../charts.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import type { Rule } from "../rule.ts";
import type { Provider } from "../supply/catalogue.ts";
import { judgeOf } from "../supply/judge.ts";
import { tellPlace, tellResource } from "../supply/tell.ts";
import { unseenNeeds } from "../supply/unseen-needs.ts";

/** A resource cannot be applied before its kind is known. */
export const ownCrd: Rule = {
  id: "BP307",
  name: "own-crd",
  severity: "error",
  summary:
    "An object whose CRD the same release installs is not among its templates, unless it is a hook that comes after.",
  why: "Helm looks up every kind before it applies the first object, so the first installation fails and no later one mends it.",
  remedy:
    "Move the objects into a chart of their own that depends on this one, or make them post-install hooks.",
  examples: {
    bad: "# templates/provider.yaml, beside the operator that installs the CRD\nkind: Provider\n",
    good: "# a chart of its own, with depends: [{blueprint: bp-crossplane}]\nkind: Provider\n",
  },

  *check({ units, workspace, providers }) {
    const judge = judgeOf(workspace, providers);
    for (const unit of withChart(units))
      for (const { need, release } of judge.needs(unit)) {
        const isKnownBefore = release.some(({ source }) => source === "crds");
        if (isKnownBefore || !isWritten(need)) continue;
        const isWhole = judge.catalogue.absent(unit).length === 0;
        const why = reasonOf(release, isWhole);
        if (why === undefined) continue;
        const message = `${tellResource(need.resource)} is not known when this release is first installed: ${why}`;
        yield { at: need.at, message, unit };
      }
  },

  notRun: (input) => together(unseenNeeds(input, input.units), unrendered(input)),
};

/** An operator that is there to be read and shows no CRD makes it when it runs. */
function reasonOf(release: readonly Provider[], isWhole: boolean): string | undefined {
  const object = release.find(isAmongObjects);
  if (object !== undefined) return `its CRD is among the same objects (${tellPlace(object.at)})`;
  const operator = release.find(({ because }) => because === "known");
  if (operator === undefined || !isWhole) return undefined;
  return `its CRD is made by what the release installs (${tellPlace(operator.at)})`;
}

/** Whether the CRD is applied with the objects, after Helm has looked up all kinds. */
function isAmongObjects({ source, isOff }: Provider): boolean {
  return (source === "templates" || source === "subcharts") && !isOff;
}

function isWritten({ resource, presence, source, isHook }: Mention): boolean {
  const isOwn = source === "templates" || source === "subcharts";
  return resource.name === "" && presence.state === "always" && isOwn && isHook !== true;
}
