import { installedImages } from "../../kustomize/index.ts";
import { parseImage } from "../../model/image-reference.ts";
import type { Unit } from "../../model/workspace.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import { at, compositionObjects, textAt } from "../crossplane/objects.ts";
import type { FoundTag } from "../image-tags.ts";
import { faultOf, tagsInTemplate, tagsInValues } from "../image-tags.ts";
import type { KustomizeUnit } from "../kustomize/tree.ts";
import { treeOf, unreadManifests, withManifests } from "../kustomize/tree.ts";
import { containerImages } from "../rendered/container-images.ts";
import { objectsOf } from "../rendered/judged.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import { once } from "../rendered/once.ts";
import type { Complaint, Rule } from "../rule.ts";
import { ownTemplates, plainText } from "../template/template.ts";

/** A tag that moves installs something else tomorrow. */
export const images: Rule = {
  id: "BP309",
  name: "images",
  severity: "error",
  summary:
    "Images are pinned: no latest, no branch, no bare major version, and none from a registry that was closed.",
  why: "A moving tag runs other code on two nodes of one cluster and cannot be rolled back or mirrored; an image of a closed registry cannot be pulled at all.",
  remedy: "Write the full version, better with its digest, from a registry that serves it.",
  examples: {
    bad: "image:\n  repository: valkey/valkey\n  tag: latest\n",
    good: "image:\n  repository: valkey/valkey\n  tag: 8.1.3\n",
  },

  *check(input) {
    for (const unit of withChart(input.units)) yield* once(written(unit), inRender(unit));
    for (const unit of withManifests(input.units)) yield* inManifests(unit);
    for (const unit of input.units) yield* inCompositions(unit);
  },

  notRun: (input) =>
    together(unreadTemplates(input.units), unreadManifests(input.units), unrendered(input)),
};

function* written(unit: ChartUnit): Iterable<Complaint> {
  const { values } = unit.chart;
  for (const found of values?.root === undefined ? [] : tagsInValues(values.root))
    yield* judge(found, unit);
  for (const template of ownTemplates(unit.chart))
    for (const found of tagsInTemplate(template)) yield* judge(found, unit);
}

/** There a tag that is still open is no tag. */
function* inRender(unit: ChartUnit): Iterable<Complaint> {
  for (const { object, label, at } of objectsOf(unit)) {
    for (const { pointer, found } of containerImages(object.node)) {
      const place = at(pointer);
      if (found === undefined)
        yield { at: place, message: `${label}: a container without an image`, unit };
      else if (found.tag === "" && !found.pinned)
        yield { at: place, message: `${found.repository} has no tag, which means latest`, unit };
      else yield* judge({ ...found, at: place }, unit);
    }
  }
}

/** As the base and each overlay install them. */
function* inManifests(unit: KustomizeUnit): Iterable<Complaint> {
  const tree = treeOf(unit);
  for (const { image, at } of tree === undefined ? [] : installedImages(tree)) {
    const { repository, tag = "", digest } = image;
    if (tag === "" && digest === undefined)
      yield { at, message: `${repository} has no tag, which means latest`, unit };
    else yield* judge({ repository, tag, pinned: digest !== undefined, at }, unit);
  }
}

/** The packages of functions and providers, and the images of what is composed, as far as they are written out. */
function* inCompositions(unit: Unit): Iterable<Complaint> {
  for (const file of unit.compositions ?? [])
    for (const found of tagsInTemplate(plainText(file, unit.folder))) yield* judge(found, unit);
  for (const object of compositionObjects(unit)) {
    if (object.group !== "pkg.crossplane.io") continue;
    const image = parseImage(textAt(object.document, "/spec/package"));
    if (image === undefined) continue;
    const { repository, tag = "", digest } = image;
    const place = at(object, "/spec/package");
    if (tag === "" && digest === undefined)
      yield { ...place, message: `${repository} has no tag, which means latest` };
    else yield* judge({ repository, tag, pinned: digest !== undefined, ...place }, unit);
  }
}

function* judge(found: FoundTag, unit: Unit): Iterable<Complaint> {
  const fault = faultOf(found);
  if (fault === undefined) return;
  const { at, pointer = "" } = found;
  yield { at, pointer, message: fault, unit };
}
