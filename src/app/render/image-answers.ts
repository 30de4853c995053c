import PQueue from "p-queue";

import { objectImages, parseImage } from "../../chart/index.ts";
import { BpError } from "../../model/error.ts";
import type { ImageAnswers } from "../../model/image-answers.ts";
import type { Reference } from "../../model/reference.ts";
import type { UnitRender } from "../../model/render.ts";
import type { Store } from "../../oci/index.ts";
import { imageReference } from "../image-reference.ts";

export interface ImagePorts {
  readonly open: (target: Reference["target"]) => Store;
  /** Images asked for at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/**
 * Asks the registries whether they have the images of these renders, each once. A registry that does not answer, or
 * asks for a login, leaves its images unknown.
 * @throws BpError USAGE where the run is offline, INTERRUPTED
 */
export async function imageAnswers(
  renders: Iterable<UnitRender>,
  ports: ImagePorts,
): Promise<ImageAnswers> {
  const queue = new PQueue({ concurrency: ports.concurrency });
  const texts = [...new Set([...renders].flatMap(imagesOf))].toSorted();
  const answers = await queue.addAll(
    texts.map((text) => async () => [text, await imageAnswer(text, ports)] as const),
  );
  const unknown = answers.flatMap(([text, answer]) =>
    typeof answer === "string" ? [[text, answer] as const] : [],
  );
  const missing = answers.flatMap(([text, answer]) => (answer === false ? [text] : []));
  return { missing: new Set(missing), unknown: new Map(unknown) };
}

function imagesOf({ rendered }: UnitRender): readonly string[] {
  if (rendered.kind !== "rendered") return [];
  return rendered.objects.flatMap(({ node }) => objectImages(node).map(({ text }) => text));
}

/** Whether its registry has an image, or why that is not known. @throws BpError USAGE, INTERRUPTED */
export async function imageAnswer(
  text: string,
  ports: Pick<ImagePorts, "open" | "signal">,
): Promise<boolean | string> {
  const image = parseImage(text);
  const reference = image && imageReference(image);
  if (reference === undefined) return "it is no reference";
  const { target, tag = "latest", digest } = reference;
  try {
    await ports.open(target).resolve(digest ?? tag, ports.signal);
    return true;
  } catch (error) {
    if (!(error instanceof BpError) || error.code === "USAGE" || error.code === "INTERRUPTED")
      throw error;
    if (error.code === "NOT_FOUND") return false;
    return reasons[error.code] ?? "its registry gave no answer";
  }
}

const reasons: Readonly<Record<string, string>> = {
  UNAUTHORIZED: "its registry asks for a login",
  DENIED: "its registry does not let us look",
  RATE_LIMITED: "its registry has had too many requests",
};
