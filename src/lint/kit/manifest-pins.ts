import type { Kit } from "../../model/kit.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { coercedText, nodeAt } from "../../yaml/index.ts";

/** Where a kit says which version of a blueprint's manifests it installs. */
export interface ManifestPin {
  /** The OCIRepository. */
  readonly name: string;
  readonly root: YamlNode;
  /** The scalar of the tag, at `manifestPinPointer`. */
  readonly node: YamlNode;
  readonly version: string;
}

export const manifestPinPointer = "/spec/ref/tag";

/** The OCIRepositories of the kits that bring the unit's manifests by a tag. */
export function manifestPins(unit: Unit, kits: readonly Kit[]): readonly ManifestPin[] {
  if (unit.kustomize === undefined) return [];
  const objects = kits.flatMap(({ files }) => files.flatMap((file) => file.objects));
  return objects.flatMap(({ kind, name, root }) => {
    const url = coercedText(nodeAt(root, "/spec/url")) ?? "";
    const node = nodeAt(root, manifestPinPointer);
    const version = coercedText(node);
    if (kind !== "OCIRepository" || !url.endsWith(`/${unit.name}`)) return [];
    return node === undefined || version === undefined ? [] : [{ name, root, node, version }];
  });
}
