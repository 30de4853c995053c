import { imagesInValues } from "../../chart/index.ts";
import type { Chart } from "../../model/chart.ts";
import type { ImageReference } from "../../model/image-reference.ts";
import { formatImage } from "../../model/image-reference.ts";
import type { Location } from "../../model/location.ts";
import { nodeAt, pointerTo } from "../../yaml/index.ts";
import type { Pair } from "./history-findings.ts";

/** An image that the values of a chart name otherwise than before. */
export interface MovedImage {
  readonly repository: string;
  /** Tag or digest. */
  readonly version: string;
  /** As a container runtime is told of it. */
  readonly reference: string;
  /** The same image as before, in another version. */
  readonly isSame: boolean;
  readonly at: Location;
  readonly pointer: string;
}

/** The images that a change moved, in the order of the values. */
export function movedImages({ old, now }: Pair): readonly MovedImage[] {
  const { chart } = now;
  if (old.chart === undefined || chart === undefined) return [];
  const before = new Map(imagesOf(old.chart).map(({ key, image }) => [key, image]));
  return imagesOf(chart).flatMap(({ key, image }): readonly MovedImage[] => {
    const was = before.get(key);
    const reference = formatImage(image);
    if (was !== undefined && formatImage(was) === reference) return [];
    const pointer = pointerTo(...key.split("."));
    const place = nodeAt(chart.values?.root, pointer);
    const { repository, tag, digest } = image;
    return [
      {
        repository,
        version: tag ?? digest ?? "",
        reference,
        isSame: was?.repository === repository,
        at: place?.at ?? chart.versionAt,
        pointer: place === undefined ? "/version" : pointer,
      },
    ];
  });
}

function imagesOf({
  values,
  metadata,
}: Chart): readonly { readonly key: string; readonly image: ImageReference }[] {
  const tags = { own: metadata.appVersion, subcharts: new Map<string, string>() };
  return imagesInValues(values?.root, tags);
}
