import { canonicalName } from "../../graph/index.ts";
import type { Blueprint, BlueprintDependency } from "../../model/blueprint.ts";
import type { Digest } from "../../model/digest.ts";
import type { JsonObject } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { items, nodeAt, scalarBoolean, scalarText, toValue } from "../../yaml/index.ts";

/** A dependency with what it hands on. */
export interface InstallDependency extends BlueprintDependency {
  /** Canonical, as `bp-x`. */
  readonly name: string;
  /** As written, templates and all. */
  readonly values: JsonObject;
}

/** One version of a blueprint, as far as an installation needs it. */
export interface Installable {
  /** Canonical, as `bp-x`. */
  readonly name: string;
  readonly version: string;
  /** The chart's name, which names its repository too. */
  readonly chart: string;
  /** Of the chart manifest, undefined where it is not published. */
  readonly digest: Digest | undefined;
  /** Of the manifest of its compositions; undefined where there are none. */
  readonly compositions?: Digest | "not published" | undefined;
  /** Undefined for a chart without a blueprint.yaml: it wants nothing and takes any configuration. */
  readonly blueprint: Blueprint | undefined;
  readonly depends: readonly InstallDependency[];
  /** JSON Schema, undefined where there is none. */
  readonly configSchema: unknown;
  /** spec.manifests.values. */
  readonly values: JsonObject;
  /** spec.manifests.overlays by name. */
  readonly overlays: ReadonlyMap<string, JsonObject>;
  readonly source: Blueprint["source"];
  readonly disableWait: boolean;
  readonly upgrades: { readonly from: readonly string[]; readonly blocks: readonly string[] };
}

/** What is known of a version beside its document. */
export type Release = Pick<Installable, "name" | "version" | "chart" | "digest" | "compositions">;

export function installableOf(release: Release, blueprint: Blueprint | undefined): Installable {
  const root = blueprint?.document.root;
  const object = (pointer: string): JsonObject => objectAt(root, pointer);
  const texts = (pointer: string): readonly string[] =>
    items(nodeAt(root, pointer)).flatMap((item) => scalarText(item) ?? []);
  const overlays = Object.entries(object("/spec/manifests/overlays"));
  return {
    ...release,
    blueprint,
    depends: (blueprint?.depends ?? []).map((one) => ({
      ...one,
      name: canonicalName(one.blueprint),
      values: valuesOf(root, one),
    })),
    configSchema: toValue(nodeAt(root, "/spec/configSchema")),
    values: object("/spec/manifests/values"),
    overlays: new Map(overlays.map(([name, value]) => [name, isObject(value) ? value : {}])),
    source: blueprint?.source ?? { kind: "HelmChart", ref: undefined },
    disableWait: scalarBoolean(nodeAt(root, "/spec/manifests/helmRelease/disableWait")) ?? false,
    upgrades: { from: texts("/spec/upgrades/from"), blocks: texts("/spec/upgrades/blocks") },
  };
}

function valuesOf(root: YamlNode | undefined, { at }: BlueprintDependency): JsonObject {
  const item = items(nodeAt(root, "/spec/depends")).find((node) => node.at === at);
  return objectAt(item, "/values");
}

function objectAt(root: YamlNode | undefined, pointer: string): JsonObject {
  const value = toValue(nodeAt(root, pointer));
  return isObject(value) ? value : {};
}
