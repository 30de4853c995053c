import { cycles, explain } from "../../graph/index.ts";
import type { Availability, Digraph } from "../../graph/index.ts";
import { BpError } from "../../model/error.ts";
import type { Location } from "../../model/location.ts";
import { nearest } from "../../model/nearest.ts";
import { applicationsOf } from "./applications.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ExistingApplication } from "./existing.ts";
import { planFindings } from "./findings.ts";
import { chosenGraph } from "./handing.ts";
import type { Installable } from "./installable.ts";
import { installedCatalogue } from "./installed-catalogue.ts";
import type { PlanResult } from "./plan.ts";
import { settle } from "./settle.ts";
import { standing, standingWants } from "./standing.ts";
import type { Wish } from "./wish.ts";

/**
 * What to install so that the wished blueprint runs: which applications in which versions, with which values, in which
 * order, beside what is there.
 * @throws BpError USAGE for an overlay that the blueprint does not have; and what the catalogue throws
 */
export async function planInstall(wish: Wish, given: Catalogue): Promise<PlanResult> {
  const installed = standing(wish);
  const catalogue = installedCatalogue(given, installed);
  const { blueprint, range } = wish;
  const wants = [{ by: "you", blueprint, range }, ...(await standingWants(wish, installed, given))];
  const settled = await settle(wants, catalogue, { wish, installed });
  if (settled.kind === "conflict") {
    const { conflict, placeOf } = settled;
    const place = given.isLocal ? { place: placeText(placeOf) } : {};
    return {
      ...settled,
      lines: explain(conflict, { ...availabilityIn(given, installed), ...place }),
    };
  }
  const { settings, faults } = settled;
  const whole = chosenGraph(settled.chosen, settings);
  const names = reachable(blueprint, whole);
  const chosen = settled.chosen.filter(({ name }) => names.has(name));
  const graph = chosenGraph(chosen, settings);
  const [circle] = cycles(graph);
  if (circle !== undefined) return { kind: "circle", names: circle.names };
  checkOverlay(wish, chosen);
  const applications = applicationsOf(chosen, graph, settings);
  const byName = new Map(chosen.map((one) => [one.name, one]));
  const installables = applications.flatMap(({ name, blueprint: own }) => {
    const installable = byName.get(own);
    return installable === undefined ? [] : [[name, installable] as const];
  });
  const kept = new Set(
    applications.flatMap((one) => (one.action === "reuse" ? one.blueprint : [])),
  );
  const changing = chosen.filter(({ name }) => !kept.has(name));
  const findings = planFindings(changing, settings, faults);
  return { kind: "plan", applications, installables: new Map(installables), findings };
}

function placeText(
  placeOf: (by: string, version: string, blueprint: string) => Location | undefined,
): NonNullable<Availability["place"]> {
  return (...want) => {
    const at = placeOf(...want);
    return at === undefined ? undefined : `${at.file}:${at.line}`;
  };
}

function availabilityIn(
  { name: place }: Catalogue,
  installed: ReadonlyMap<string, ExistingApplication>,
): Availability {
  return {
    none: (name) => `${place} has no ${name}`,
    some: (name, text) => {
      const there = installed.get(name);
      return there === undefined
        ? `${place} has ${name} ${text}`
        : `${name} ${there.version} is installed as ${there.name}, and may be ${text}`;
    },
  };
}

function reachable(start: string, { edges }: Digraph): ReadonlySet<string> {
  const names = new Set([start]);
  for (const name of names) for (const { from, to } of edges) if (from === name) names.add(to);
  return names;
}

/** @throws BpError USAGE */
function checkOverlay({ overlay, blueprint }: Wish, chosen: readonly Installable[]): void {
  const overlays = chosen.find(({ name }) => name === blueprint)?.overlays ?? new Map();
  if (overlay === undefined || overlays.has(overlay)) return;
  const known = [...overlays.keys()];
  const near = nearest(overlay, known);
  const list = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
  throw new BpError("USAGE", `${blueprint} has no overlay ${JSON.stringify(overlay)}`, {
    hint: near === undefined ? list : `did you mean ${near}? ${list}`,
  });
}
