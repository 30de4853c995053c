import { canonicalName } from "../../../graph/index.ts";
import type { Kit, KitObject } from "../../../model/kit.ts";
import type { NewSlot } from "./request.ts";

/** What a kit installs by Kustomizations, with what comes with it: their names by that of the blueprint. */
export function kustomizationsIn(kit: Kit, fresh: readonly NewSlot[]): ReadonlyMap<string, string> {
  const objects = kit.files.flatMap((file) => file.objects);
  const there = objects.filter(isKustomization);
  const made = fresh.filter(({ isManifests }) => isManifests);
  return new Map([...there, ...made].map(({ name }) => [canonicalName(name), name]));
}

/** Flux's own, which builds what a source brings. */
export function isKustomization({ kind, apiVersion }: KitObject): boolean {
  return kind === "Kustomization" && apiVersion.startsWith("kustomize.toolkit.fluxcd.io/");
}

/** Flux lets a HelmRelease wait for HelmReleases alone, and a Kustomization for Kustomizations. */
export function acrossKinds(name: string, needed: readonly string[]): readonly string[] {
  if (needed.length === 0) return [];
  return [`${name} needs ${needed.join(", ")}, for which Flux cannot wait across kinds`];
}
