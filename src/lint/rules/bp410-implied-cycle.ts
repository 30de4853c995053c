import type { Unit } from "../../model/workspace.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import type { Complaint, Rule } from "../rule.ts";
import type { Loop, LoopEdge } from "../supply/loops.ts";
import { impliedLoops } from "../supply/loops.ts";
import { tellPlace, tellProvider, tellResource, tellToggles } from "../supply/tell.ts";
import { unseenNeeds } from "../supply/unseen-needs.ts";

/** Two that use what the other brings can never both be first. */
export const impliedCycle: Rule = {
  id: "BP410",
  name: "implied-cycle",
  severity: "error",
  summary:
    "What blueprints provide and consume closes no loop with what they depend on: no kind, Secret or Service comes from a blueprint that waits for its user.",
  why: "The graph of depends looks right, and the installation never ends: one blueprint is refused for want of what another brings, and that one waits for the first.",
  remedy:
    "Turn off by default what closes the loop, wrap it in an if on .Capabilities.APIVersions.Has, or move it into a blueprint that comes after both.",
  examples: {
    bad: "serviceMonitor:\n  enabled: true   # in a chart on which the monitoring blueprint depends\n",
    good: "serviceMonitor:\n  enabled: false\n",
  },

  *check({ units, workspace, providers }) {
    const chosen = new Set(units);
    for (const loop of impliedLoops(workspace, providers).loops) {
      const complaint = complaintOf(loop, chosen);
      if (complaint !== undefined) yield complaint;
    }
  },

  notRun: (input) => together(unseenNeeds(input, input.workspace.units), unrendered(input)),
};

/** At the first place in a selected unit that uses what closes the loop. */
function complaintOf(loop: Loop, chosen: ReadonlySet<Unit>): Complaint | undefined {
  const implied = loop.flatMap((one) => (one.kind === "implied" ? one.edge : []));
  const place = implied.find(({ unit }) => chosen.has(unit));
  if (place === undefined) return undefined;
  const circle = [...loop.map(({ from }) => from), loop[0].from].join(" -> ");
  const edges = loop.map(tellEdge).join("; ");
  const toggles = implied.flatMap(({ need }) => tellToggles(need.presence) ?? []);
  const closing =
    toggles.length === 0 ? "" : `; what closes it hangs on ${toggles.join(", or on ")}`;
  const message = `a loop that no depends shows: ${circle}: ${edges}${closing}`;
  return { at: place.released?.toggle.at ?? place.need.at, message, unit: place.unit };
}

function tellEdge(one: LoopEdge): string {
  if (one.kind === "written") return `${one.from} waits for ${one.to} (${tellPlace(one.wait)})`;
  const { need, provider } = one.edge;
  return `${one.from} uses ${tellResource(need.resource)} (${tellPlace(need.at)}), ${tellProvider(provider)}`;
}
