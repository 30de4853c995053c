import { foldName } from "../../model/blueprint.ts";
import type { ExpectedGraph, Kit } from "../../model/kit.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import { coercedText, entry } from "../../yaml/index.ts";
import { manifestPinPointer, manifestPins } from "../kit/manifest-pins.ts";
import { pinned } from "../kit/sync/pins.ts";
import { isSubstituted, kitMembers } from "../kits.ts";
import { edit, parentOf } from "./own-sites.ts";
import type { Sites, VersionSite } from "./site.ts";

/** Where kits carry a unit's version: the pins of every tree, and rows of expected graphs that name one. */
export const kitSites: Sites = function* (unit, workspace) {
  const kits = workspace.kits ?? [];
  for (const kit of kits) yield* pins(unit, kit, workspace);
  yield* pinsOfManifests(unit, kits);
  const graphs = new Map(
    kits.flatMap(({ expected }) => (expected ? [[expected.file, expected]] : [])),
  );
  for (const graph of graphs.values()) yield* rows(unit, graph);
};

const published = { holder: undefined, embeds: false };

function* pins(unit: Unit, kit: Kit, workspace: Workspace): Generator<VersionSite> {
  for (const { release, file, unit: member } of kitMembers(kit, workspace)) {
    if (member !== unit || isSubstituted(release.version)) continue;
    yield {
      ...published,
      ruleId: "BP503",
      at: release.versionAt,
      pointer: release.versionPointer,
      written: release.version,
      what: `the pin of ${release.name}`,
      holds: (version) => release.version === version,
      write: (version) => pinned(release, file, version)?.changes[0],
    };
  }
}

function* pinsOfManifests(unit: Unit, kits: readonly Kit[]): Generator<VersionSite> {
  for (const { name, root, node, version } of manifestPins(unit, kits)) {
    if (isSubstituted(version)) continue;
    yield {
      ...published,
      ruleId: "BP503",
      at: node.at,
      pointer: manifestPinPointer,
      written: version,
      what: `the pin of ${name}`,
      holds: (wanted) => version === wanted,
      write: (wanted) => edit(parentOf(root, manifestPinPointer), node, wanted),
    };
  }
}

function* rows(unit: Unit, { slots }: ExpectedGraph): Generator<VersionSite> {
  const key = foldName(unit.chart?.metadata.name ?? unit.name);
  for (const { name, node: row } of slots) {
    const node = entry(row, "version");
    if (node === undefined || foldName(name) !== key) continue;
    const text = coercedText(node) ?? "";
    yield {
      ...published,
      ruleId: "BP505",
      at: node.at,
      pointer: "",
      written: text,
      what: `the expected version of ${name}`,
      holds: (version) => text === version,
      write: (version) => edit(row, node, version),
    };
  }
}
