import type { Arrow, Remedy } from "../../graph/index.ts";
import { canonicalName } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { KitRelease } from "../../model/kit.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import { releasesOf, unitsByChart } from "../kits.ts";
import { byCondition, bySwitch } from "./by-switch.ts";
import { isDivisible, mentions } from "./parts.ts";

/** An edge of a circle: an item of a list in a file. */
export interface WrittenEdge extends Arrow {
  readonly file: string;
  readonly line: number;
  readonly when?: string | null;
  readonly alias?: string | null;
}

/** Who wrote an edge, as far as the tree knows. */
export interface Writer {
  /** The list that it stands in. */
  readonly list: string;
  readonly unit: Unit | undefined;
  readonly release: KitRelease | undefined;
}

/**
 * For an edge of a circle the cheapest way to defer it, from what its blueprint and chart offer: a condition, a switch
 * that bears the name of what is needed, or parts that can be split. Charts are looked into where their templates were
 * read.
 */
export function remedies(workspace: Workspace): (edge: WrittenEdge) => Remedy {
  const writerOf = writers(workspace);
  return (edge) => {
    const writer = writerOf(edge);
    if (edge.from === edge.to) return drop(edge, writer);
    if (writer.unit === undefined && writer.release === undefined) return unplanned(edge);
    return (
      byCondition(edge, writer) ??
      bySwitch(edge, writer) ??
      bySplit(edge, writer) ??
      inPhases(edge, writer)
    );
  };
}

function writers(workspace: Workspace): (edge: WrittenEdge) => Writer {
  const byFile = new Map(workspace.units.map((unit) => [unit.blueprint?.file, unit]));
  const byChart = unitsByChart(workspace);
  const releases = Map.groupBy(
    (workspace.kits ?? []).flatMap((kit) => releasesOf(kit)),
    ({ file }) => file,
  );
  return ({ from, file }) => {
    const release = releases
      .get(file)
      ?.find(({ name }) => from === name || from.endsWith(`/${name}`));
    if (release !== undefined)
      return { list: "dependsOn", unit: byChart.get(foldName(release.chart)), release };
    return { list: "depends", unit: byFile.get(file), release };
  };
}

function drop({ to, file, line }: WrittenEdge, { list }: Writer): Remedy {
  const text = `take ${to} out of its own ${list}: nothing waits for itself`;
  return { kind: "drop", before: [{ file, line, text }], after: [] };
}

/** Nobody in the tree waits: an expected graph says that somebody should. */
function unplanned({ from, to, file, line }: WrittenEdge): Remedy {
  const text = `take ${to} out of what is expected of ${from}`;
  return { kind: "drop", before: [{ file, line, text }], after: [] };
}

function bySplit(
  { from, to, file, line }: WrittenEdge,
  { unit, list }: Writer,
): Remedy | undefined {
  const chart = unit?.chart;
  if (chart === undefined || !isDivisible(chart)) return undefined;
  const adds = `${canonicalName(from)}-${foldName(to)}`;
  const out = `take ${to} out of ${list}: what uses it goes to ${adds}, which depends on ${from} and ${to}`;
  const moved = mentions(chart, foldName(to), `move what uses ${to} to the chart of ${adds}`);
  const after = { file, line, text: `install ${adds}, once ${from} and ${to} are ready` };
  return { kind: "split", before: [{ file, line, text: out }, ...moved], after: [after], adds };
}

function inPhases({ from, to, file, line }: WrittenEdge, { list }: Writer): Remedy {
  const before = { file, line, text: `take ${to} out of ${list}, and install ${from} without it` };
  const after = { file, line, text: `apply ${from} again, once ${to} is ready` };
  return { kind: "phases", before: [before], after: [after] };
}
