import type { KitObject, KitRepository } from "../model/kit.ts";
import { isKind, textAt } from "./object.ts";

/** The HelmRepositories among the objects. */
export function readRepositories(objects: readonly KitObject[]): KitRepository[] {
  return objects
    .filter((object) => isKind(object, "source.toolkit.fluxcd.io", "HelmRepository"))
    .map((object) => ({
      ...object,
      type: textAt(object.root, "/spec/type"),
      url: textAt(object.root, "/spec/url"),
      secret: textAt(object.root, "/spec/secretRef/name"),
    }));
}
