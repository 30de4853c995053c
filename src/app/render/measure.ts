import { storedRelease } from "../../chart/index.ts";
import type { Helm, TemplateAnswer } from "../../model/helm.ts";
import type { StoredRelease } from "../../model/render.ts";
import type { ChartRequest } from "./ask-helm.ts";
import { keyOf } from "./ask-helm.ts";
import type { RenderPorts } from "./settings.ts";

/** Measures change where this does. */
const form = "release size 1";

/** What Helm would keep of the release, worked out once for the same chart and answer. */
export async function measure(
  helm: Helm,
  request: ChartRequest,
  { output }: TemplateAnswer,
  { cache }: RenderPorts,
): Promise<StoredRelease> {
  const key = `${form} ${keyOf(helm, request)}`;
  const known = await cache.get(key);
  // What the cache gives back is what was put in: it is held by its digest.
  if (known !== undefined) return JSON.parse(Buffer.from(known).toString()) as StoredRelease;
  const { chart: content, release, namespace } = request;
  const stored = await storedRelease({ content, output, helm: helm.version, release, namespace });
  await cache.put(key, Buffer.from(JSON.stringify(stored)));
  return stored;
}
