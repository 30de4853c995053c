import { objectImages } from "../../chart/index.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import { objectsOf } from "../rendered/judged.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** How many images a reason names. */
const named = 3;

/** A tag that is not there shows as a pod that waits for ever. */
export const imageExists: Rule = {
  id: "BP314",
  name: "image-exists",
  severity: "error",
  summary: "Every image that the render names is in its registry.",
  why: "A version that was never published, or was taken away, leaves the pod in ImagePullBackOff: the release waits until it times out, and all that depends on it with it.",
  remedy: "Name a version that the registry has, or mirror the image and name the mirror.",
  examples: {
    bad: "image: quay.io/strimzi/operator:0.45.99   # never published\n",
    good: "image: quay.io/strimzi/operator:0.45.0\n",
  },

  *check({ units, images }) {
    if (images === undefined) return;
    for (const unit of withChart(units)) yield* missingOf(unit, images.missing);
  },

  notRun: (input) => together(unrendered(input), unasked(input)),
};

function* missingOf(unit: ChartUnit, missing: ReadonlySet<string>): Iterable<Complaint> {
  for (const { object, label, at } of objectsOf(unit))
    for (const { pointer, text } of objectImages(object.node))
      if (missing.has(text))
        yield { at: at(pointer), message: `${label}: its registry has no ${text}`, unit };
}

function unasked({ units, images }: RuleInput): string | undefined {
  if (images !== undefined) return unanswered(images.unknown);
  const hasImages = withChart(units).some((unit) =>
    objectsOf(unit).some(({ object }) => objectImages(object.node).length > 0),
  );
  return hasImages ? "it asks the registries of images: bp lint --render --images" : undefined;
}

function unanswered(unknown: ReadonlyMap<string, string>): string | undefined {
  if (unknown.size === 0) return undefined;
  const told = [...unknown].slice(0, named).map(([image, why]) => `${image} (${why})`);
  const more = unknown.size > named ? ` and ${unknown.size - named} more` : "";
  return `nobody could say whether they are there: ${told.join(", ")}${more}`;
}
