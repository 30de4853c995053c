import type { KitObject } from "../../model/kit.ts";
import { nearest } from "../../model/nearest.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { keyAt, pointerTo } from "../../yaml/index.ts";
import type { FluxField } from "../flux/fields.ts";
import { fluxSpec, servedVersions } from "../flux/fields.ts";
import type { PinnedFlux } from "../flux/pinned.ts";
import { pinnedFlux } from "../flux/pinned.ts";
import { groupOf } from "../groups.ts";
import { filesOf, noKit } from "../kits.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** What the installed Flux does not know, it does not do. */
export const fluxFields: Rule = {
  id: "BP509",
  name: "flux-fields",
  severity: "error",
  summary:
    "The fields of a kit's Flux objects are those of the Flux version that the kit installs.",
  why: "A field that the installed CRD does not have is dropped or refused, and the release does not behave as written.",
  remedy:
    "Take the field out, correct its name, or pin a Flux that has it: in the blueprint of Flux, or as targets.flux in bp.config.yaml.",
  examples: {
    bad: "spec:\n  install:\n    disableTakeOwnership: true   # with Flux 2.4: it came with 2.5\n",
    good: "spec:\n  install:\n    disableWait: true\n",
  },

  *check(input) {
    const pinned = pinnedFlux(input.workspace, input.flux);
    if (typeof pinned === "string") return;
    for (const { file } of filesOf(input))
      for (const object of file.objects) yield* judge(object, pinned);
  },

  notRun: (input) => noKit(input) ?? unknownFlux(input),
};

function unknownFlux({ workspace, flux }: RuleInput): string | undefined {
  const pinned = pinnedFlux(workspace, flux);
  return typeof pinned === "string" ? pinned : undefined;
}

function* judge(object: KitObject, pinned: PinnedFlux): Iterable<Complaint> {
  const { apiVersion, kind, root } = object;
  const spec = fluxSpec(`${apiVersion} ${kind}`);
  if (spec === undefined || !spec.releases.includes(pinned.flux)) {
    const last = servedVersions(groupOf(apiVersion), kind, pinned.flux).at(-1);
    // Of kinds in whose CRDs nobody looked nothing is said.
    if (last === undefined) return;
    const pointer = "/apiVersion";
    const message = `${tellFlux(pinned)} does not serve ${kind} as ${apiVersion}; write ${last}`;
    yield { at: keyAt(root, pointer), pointer, message };
    return;
  }
  yield* inMapping(root, objectOf(spec), { pinned, pointer: "" });
}

/** Every object has these beside its spec. */
function objectOf(spec: FluxField): FluxField {
  const free = { releases: spec.releases, isFree: true, fields: new Map<string, FluxField>() };
  const names = ["apiVersion", "kind", "metadata", "status"];
  const fields = new Map([...names.map((name) => [name, free] as const), ["spec", spec] as const]);
  return { releases: spec.releases, isFree: false, fields };
}

interface Where {
  readonly pinned: PinnedFlux;
  readonly pointer: string;
}

function* below(node: YamlNode, field: FluxField, where: Where): Iterable<Complaint> {
  if (field.isFree || node.kind === "scalar") return;
  if (node.kind === "mapping") yield* inMapping(node, field, where);
  else
    for (const [index, item] of node.items.entries())
      yield* below(item, field, { ...where, pointer: where.pointer + pointerTo(index) });
}

function* inMapping(node: YamlNode, field: FluxField, where: Where): Iterable<Complaint> {
  if (node.kind !== "mapping" || (field.fields.size === 0 && where.pointer !== "")) return;
  for (const pair of node.pairs) {
    const pointer = where.pointer + pointerTo(pair.name);
    const known = field.fields.get(pair.name);
    if (known?.releases.includes(where.pinned.flux) === true)
      yield* below(pair.value, known, { ...where, pointer });
    else
      yield { at: pair.key.at, pointer, message: fault(pair.name, pointer, field, where.pinned) };
  }
}

function fault(name: string, pointer: string, field: FluxField, pinned: PinnedFlux): string {
  const said = `${tellFlux(pinned)} knows no ${pointer.slice(1).replaceAll("/", ".")}`;
  const known = field.fields.get(name);
  if (known !== undefined) {
    const later = known.releases.find((one) => compareMinors(one, pinned.flux) > 0);
    return later === undefined ? `${said} any more` : `${said}; it came with ${later}`;
  }
  const names = [...field.fields].filter(([, one]) => one.releases.includes(pinned.flux));
  const near = nearest(
    name,
    names.map(([one]) => one),
  );
  return near === undefined ? said : `${said}; did you mean ${near}?`;
}

function compareMinors(a: string, b: string): number {
  const [left, right] = [a, b].map((minor) => minor.split(".").map(Number));
  return (left?.[0] ?? 0) - (right?.[0] ?? 0) || (left?.[1] ?? 0) - (right?.[1] ?? 0);
}

function tellFlux({ flux, at }: PinnedFlux): string {
  return at === undefined ? `Flux ${flux}` : `Flux ${flux} (${at.file}:${at.line})`;
}
