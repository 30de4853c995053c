import { BpError } from "../../../model/error.ts";
import type { JsonObject } from "../../../model/json.ts";
import { parseReference, formatTarget } from "../../../model/reference.ts";
import { emitYaml } from "../../../yaml/index.ts";
import type { Installable } from "../installable.ts";
import type { InstallPlan, PlannedApplication } from "../plan.ts";
import type { Wish } from "../wish.ts";
import type { FluxSettings } from "./flux-settings.ts";
import type { FluxApplication } from "./release.ts";
import { helmRelease, kustomization, targetNamespace } from "./release.ts";
import { chartSources, compositionsOf, manifestSource, publicKeySecret } from "./source.ts";

export interface FluxManifests {
  /** YAML documents in the order of installation. */
  readonly text: string;
  /** What Flux cannot do of the plan, as sentences. */
  readonly notes: readonly string[];
}

/**
 * What makes Flux carry out a plan: sources that verify signatures, and a release for each application that is created or
 * changed, which waits for those of its kind that come before it. What is reused needs none.
 * @throws BpError MATERIAL for a blueprint of a kind that Flux does not install
 */
export function fluxManifests(
  plan: InstallPlan,
  wish: Wish,
  settings: FluxSettings,
): FluxManifests {
  const changing = plan.applications.filter(({ action }) => action !== "reuse");
  const kinds = new Map(changing.map((one) => [one.name, kindOf(one, plan)]));
  const documents: JsonObject[] = [];
  const notes: string[] = [];
  if (settings.trust.kind === "key" && changing.length > 0)
    documents.push(publicKeySecret(settings.trust.pem));
  for (const application of changing) {
    const installable = plan.installables.get(application.name);
    if (installable === undefined) continue;
    const kind = kinds.get(application.name);
    const needed = application.dependsOn.filter((name) => kinds.has(name));
    const dependsOn = needed.filter((name) => kinds.get(name) === kind);
    notes.push(
      ...unwaited(
        application,
        needed.filter((name) => !dependsOn.includes(name)),
      ),
    );
    if (installable.compositions === "not published") notes.push(unpublished(installable));
    const overlay = installable.name === wish.blueprint ? wish.overlay : undefined;
    documents.push(...documentsOf({ application, installable, dependsOn }, overlay, settings));
  }
  return { text: documents.map((one) => `---\n${emitYaml(one)}`).join(""), notes };
}

type Kind = "HelmRelease" | "Kustomization";

/** @throws BpError MATERIAL */
function kindOf({ name, blueprint }: PlannedApplication, { installables }: InstallPlan): Kind {
  const kind = installables.get(name)?.source.kind ?? "";
  if (kind === "HelmChart") return "HelmRelease";
  if (kind === "Kustomize") return "Kustomization";
  throw new BpError("MATERIAL", `${blueprint} is of kind ${kind}, which Flux does not install`, {
    hint: "spec.manifests.source.kind can be HelmChart or Kustomize",
  });
}

function documentsOf(
  one: FluxApplication,
  overlay: string | undefined,
  settings: FluxSettings,
): readonly JsonObject[] {
  const { installable } = one;
  if (installable.source.kind === "HelmChart")
    return [
      ...chartSources(installable, settings),
      helmRelease(one, settings),
      ...compositionsOf(installable, `oci://${settings.registry}/${installable.chart}`, settings),
    ];
  const { ref = installable.name } = installable.source;
  const own = ref.startsWith("oci:") ? formatTarget(parseReference(ref).target) : undefined;
  const url = `oci://${own ?? `${settings.registry}/${installable.name}`}`;
  // The digest is that of what the catalogue holds, and says nothing of what lies elsewhere.
  const digest = own === undefined ? installable.digest : undefined;
  return [
    targetNamespace(one.application),
    manifestSource({ ...installable, digest }, url, settings),
    kustomization(one, overlay),
    ...compositionsOf(installable, url, settings),
  ];
}

function unpublished({ name }: Installable): string {
  return `${name} has compositions/, which Flux pulls by a digest that only publishing tells: publish it, and plan from there with --from`;
}

/** Flux lets a HelmRelease wait for HelmReleases alone, and a Kustomization for Kustomizations. */
function unwaited({ name }: PlannedApplication, others: readonly string[]): readonly string[] {
  if (others.length === 0) return [];
  return [
    `${name} needs ${others.join(", ")}, for which Flux cannot wait across kinds: apply those first`,
  ];
}
