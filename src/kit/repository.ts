import type { KitObject, KitRepository } from "../model/kit.ts";
import type { Values } from "./envsubst/substitute.ts";
import { fillOf, isKind, textAt } from "./object.ts";

/** The HelmRepositories among the objects. */
export function readRepositories(objects: readonly KitObject[], values: Values): KitRepository[] {
  return objects
    .filter((object) => isKind(object, "source.toolkit.fluxcd.io", "HelmRepository"))
    .map((object) => {
      const fill = fillOf(object.root, values);
      return {
        ...object,
        type: fill(textAt(object.root, "/spec/type")),
        url: fill(textAt(object.root, "/spec/url")),
        secret: fill(textAt(object.root, "/spec/secretRef/name")),
      };
    });
}
