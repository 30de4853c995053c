import { join } from "node:path/posix";

import { accepts } from "../../chart/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { ChartDependency } from "../../model/chart.ts";
import { parseVersion, satisfies } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import { coercedText, entry, nodeAt, pointerTo } from "../../yaml/index.ts";
import { dependsPointer } from "../place.ts";
import { movedRange } from "./moved-range.ts";
import { edit, parentOf } from "./own-sites.ts";
import type { SiteSettings, Sites, VersionSite } from "./site.ts";

/** Where other units ask for the unit: pins of umbrella charts, and ranges of `depends`. */
export const dependentSites: Sites = function* (unit, { units }, settings) {
  for (const holder of units) {
    if (holder === unit) continue;
    yield* pins(unit, holder, settings);
    yield* ranges(unit, holder);
  }
};

function* pins(unit: Unit, holder: Unit, settings: SiteSettings): Generator<VersionSite> {
  const name = unit.chart?.metadata.name;
  for (const [at, dependency] of (holder.chart?.metadata.dependencies ?? []).entries()) {
    if (dependency.name !== name || !isOurs(dependency, unit, holder)) continue;
    yield pin(dependency, at, holder, settings);
    yield* upstreamValue(dependency, holder);
  }
}

/** By `oci://` a chart of the workspace's name is the workspace's; by `file://` what lies there. */
function isOurs({ repository }: ChartDependency, { chart }: Unit, holder: Unit): boolean {
  if (repository.startsWith("oci://")) return true;
  if (!repository.startsWith("file://") || chart === undefined) return false;
  return join(holder.chart?.folder ?? "", repository.slice("file://".length)) === chart.folder;
}

function pin(
  dependency: ChartDependency,
  index: number,
  holder: Unit,
  { workspaceDependencies }: SiteSettings,
): VersionSite {
  const { name, version: range, repository, at } = dependency;
  const root = holder.chart?.document.root;
  const pointer = pointerTo("dependencies", index, "version");
  // Those of an old chart stand in requirements.yaml, whose text is not at hand.
  const node = at.file === holder.chart?.document.at.file ? nodeAt(root, pointer) : undefined;
  const isExact = parseVersion(range) !== undefined;
  return {
    ruleId: "BP601",
    at: node?.at ?? at,
    pointer,
    written: range,
    what: `the pin of ${name} in ${holder.name}`,
    holder,
    embeds: workspaceDependencies || repository.startsWith("file://"),
    holds: (version) => (isExact ? range === version : accepts(dependency, version)),
    write: (version) => {
      const text = isExact ? version : movedRange(range, version);
      return node === undefined || text === undefined
        ? undefined
        : edit(parentOf(root, pointer), node, text);
    },
  };
}

/** values.yaml may say which chart an umbrella is made of (BP205). */
function* upstreamValue(dependency: ChartDependency, holder: Unit): Generator<VersionSite> {
  const root = holder.chart?.values?.root;
  const pointer = "/catalystBlueprint/upstream/version";
  const node = nodeAt(root, pointer);
  const upstream = nodeAt(root, "/catalystBlueprint/upstream");
  if (node === undefined || coercedText(entry(upstream, "chart")) !== dependency.name) return;
  const text = coercedText(node) ?? "";
  yield {
    ruleId: "BP205",
    at: node.at,
    pointer,
    written: text,
    what: `the upstream version in the values of ${holder.name}`,
    holder,
    embeds: false,
    holds: (version) => text === version,
    write: (version) => edit(upstream, node, version),
  };
}

function* ranges(unit: Unit, holder: Unit): Generator<VersionSite> {
  const key = foldName(unit.blueprint?.name ?? unit.name);
  const { blueprint } = holder;
  if (blueprint === undefined) return;
  for (const { blueprint: name, version: range, at } of blueprint.depends) {
    if (foldName(name) !== key || range === undefined) continue;
    const pointer = `${dependsPointer(blueprint, at)}/version`;
    const { root } = blueprint.document;
    const node = nodeAt(root, pointer);
    if (node === undefined) continue;
    yield {
      ruleId: "BP402",
      at: node.at,
      pointer,
      written: range,
      what: `the range of ${name} in ${holder.name}`,
      holder,
      embeds: false,
      holds: (version) => satisfies(version, range),
      write: (version) => {
        const text = movedRange(range, version);
        return text === undefined ? undefined : edit(parentOf(root, pointer), node, text);
      },
    };
  }
}
