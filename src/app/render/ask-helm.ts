import { createHash } from "node:crypto";

import type { Digest } from "../../model/digest.ts";
import type { Helm, TemplateAnswer, TemplateRequest } from "../../model/helm.ts";
import type { RenderPorts } from "./settings.ts";

/** Renders change where this does. */
const form = "helm template, with crds and tests, 1";

/** A question with the digest of the chart's archive. */
export type ChartRequest = TemplateRequest & { readonly digest: Digest };

/**
 * Helm's answer, the one it gave before where chart, values, Helm and cluster are the same.
 * @throws BpError UNREADABLE, LIMIT, INTERRUPTED where Helm gives none
 */
export async function askHelm(
  helm: Helm,
  request: ChartRequest,
  { cache, signal }: Pick<RenderPorts, "cache" | "signal">,
): Promise<TemplateAnswer> {
  const key = keyOf(helm, request);
  const known = parseAnswer(await cache.get(key));
  if (known !== undefined) return known;
  const answer = await helm.template(request, signal);
  await cache.put(key, Buffer.from(JSON.stringify(answer)));
  return answer;
}

/** What tells one question from another. */
export function keyOf(helm: Helm, request: ChartRequest): string {
  const { digest, release, namespace, kubernetes, apiVersions, values, set } = request;
  const texts = values.map(({ text }) => createHash("sha256").update(text).digest("hex"));
  const cluster = [release, namespace, kubernetes ?? null, apiVersions];
  return JSON.stringify([form, helm.version, digest, cluster, texts, set]);
}

function parseAnswer(bytes: Uint8Array | undefined): TemplateAnswer | undefined {
  if (bytes === undefined) return undefined;
  const value: unknown = JSON.parse(Buffer.from(bytes).toString());
  return isAnswer(value) ? value : undefined;
}

function isAnswer(value: unknown): value is TemplateAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { ok, output, said } = value as Partial<Record<keyof TemplateAnswer, unknown>>;
  return typeof ok === "boolean" && typeof output === "string" && typeof said === "string";
}
