import type { Fix } from "../../../model/change.ts";
import type { KitFile, KitRelease } from "../../../model/kit.ts";
import { nodeAt, pair } from "../../../yaml/index.ts";
import { isWithin, writeScalar } from "../../edit.ts";
import { indentOf, linesBelow } from "../../insert.ts";
import { kitMembers } from "../../kits.ts";
import { fixOf } from "../../text-change.ts";
import { pinDriftOf } from "../pins.ts";
import type { SyncChange, SyncInput } from "./change.ts";

/** Pins become their charts' versions (BP503). */
export function* syncPins({ kits, workspace }: SyncInput): Iterable<SyncChange> {
  for (const member of kits.flatMap((kit) => kitMembers(kit, workspace))) {
    const drift = pinDriftOf(member);
    if (drift === undefined) continue;
    const { release, held } = drift;
    const fix = pinned(release, member.file, held);
    const written = release.version === "" ? "no version" : release.version;
    const message = `${release.name} pins ${written} of ${release.chart}, and the tree has ${held}`;
    const why = fix === undefined ? "; it is written where no edit is safe" : "";
    const place = { ruleId: "BP503", at: release.versionAt };
    yield { ...place, message: message + why, ...(fix === undefined ? {} : { fix }) };
  }
}

/** The edit of a pin. A variable is not written over, and neither is what an alias brings. */
export function pinned(release: KitRelease, file: KitFile, version: string): Fix | undefined {
  const { versionNode: node, versionPointer } = release;
  if (node === undefined) return added(release, file, version);
  const around = file.objects
    .filter(({ root }) => nodeAt(root, versionPointer) === node)
    .map(({ root }) => nodeAt(root, versionPointer.replace(/\/[^/]*$/u, "")))
    .find((parent) => parent !== undefined && isWithin(node, parent));
  const isVariable = file.text.slice(node.start, node.end).includes("${");
  if (node.kind !== "scalar" || around === undefined || isVariable) return undefined;
  return { description: `pin ${version}`, changes: [writeScalar(node, version)] };
}

function added(release: KitRelease, file: KitFile, version: string): Fix | undefined {
  const spec = nodeAt(release.root, "/spec/chart/spec");
  const chart = pair(spec, "chart");
  const indent = chart && indentOf(file.text, chart);
  if (spec?.kind !== "mapping" || spec.flow || chart === undefined || indent === undefined)
    return undefined;
  const edit = linesBelow(file.text, chart.value, [`${indent}version: ${version}`]);
  return edit && fixOf(`pin ${version}`, { file: file.path, text: file.text }, [edit]);
}
