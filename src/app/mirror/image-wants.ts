import type { Finding } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import { nodeAt, pointerTo } from "../../yaml/index.ts";
import { imageReference } from "../image-reference.ts";
import { versionPlace } from "../version-place.ts";
import { complain } from "./complain.ts";
import type { NamedImage, UnitImages } from "./unit-images.ts";
import type { Place, Wanted } from "./wanted.ts";

export interface ImageWants {
  readonly wanted: readonly Wanted[];
  readonly findings: readonly Finding[];
  /** Why images of a unit are not known. */
  readonly unknown: readonly string[];
}

/** The images that the charts run. What is not named by a tag that stays, or by a digest, is named as a finding. */
export function imageWants(units: readonly UnitImages[]): ImageWants {
  const wanted: Wanted[] = [];
  const findings: Finding[] = [];
  for (const { unit, images, unknown } of units) {
    for (const image of images) {
      // The tag may stand in a chart that is not at hand.
      if (unknown !== undefined && image.tag === undefined && image.digest === undefined) continue;
      const answer = wantOf(image, placeOf(unit, image));
      if ("kind" in answer) wanted.push(answer);
      else findings.push(answer);
    }
  }
  return { wanted, findings, unknown: reasons(units) };
}

/** Each reason once, with the charts that it holds for. */
function reasons(units: readonly UnitImages[]): readonly string[] {
  const folders = new Map<string, string[]>();
  for (const { unit, unknown } of units) {
    if (unknown === undefined) continue;
    folders.set(unknown, [...(folders.get(unknown) ?? []), unit.folder]);
  }
  return [...folders].map(([why, names]) => {
    const which = names.length === 1 ? "one chart" : `${names.length} charts`;
    return `not all images are known of ${which}, ${why}: ${names.join(", ")}`;
  });
}

/** The line that names the image, where that is a file of the tree; else the version. */
function placeOf(unit: UnitImages["unit"], { foundIn }: NamedImage): Place {
  const { chart, kustomize, blueprint, name } = unit;
  const key = /^values\.yaml#(.+)$/u.exec(foundIn)?.[1];
  const node =
    key === undefined ? undefined : nodeAt(chart?.values?.root, pointerTo(...key.split(".")));
  const [, path, line] = /^(.+):(\d+)$/u.exec(foundIn) ?? [];
  const written =
    kustomize === undefined || path === undefined
      ? undefined
      : lineOf(`${kustomize.folder}/${path}`, Number(line));
  return {
    at: node?.at ?? written ?? versionPlace(unit),
    what: `${name}, ${foundIn}`,
    ...(blueprint === undefined ? {} : { blueprint: blueprint.name }),
  };
}

function lineOf(file: string, line: number): Location {
  return { file, line, column: 1, endLine: line, endColumn: 1 };
}

function wantOf(image: NamedImage, place: Place): Wanted | Finding {
  const { tag, digest, text, foundIn } = image;
  if (digest === undefined && (tag === undefined || tag === "latest")) {
    const why = tag === undefined ? "has neither tag nor digest" : "moves with latest";
    return complain("BP902", `the image ${text} ${why} (${foundIn}): not mirrored`, place);
  }
  const reference = imageReference(image);
  if (reference === undefined)
    return complain("BP902", `the image ${text} (${foundIn}) is no reference: not mirrored`, place);
  return { kind: "image", reference, required: true, places: [place] };
}
