import type { PackagedChart } from "../../chart/index.ts";
import { isBpError } from "../../model/error.ts";
import type { ValuesFile } from "../../model/helm.ts";
import type { JsonObject } from "../../model/json.ts";
import { isObject, isSame } from "../../model/json.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Tree } from "../../model/tree.ts";
import type { Unit } from "../../model/workspace.ts";
import { configSchema } from "../../schema/index.ts";
import { toValue } from "../../yaml/index.ts";
import { installableOf } from "../install/installable.ts";
import { mergeValues } from "../install/merge.ts";

/** One way in which a chart is declared to be installed. */
export interface Overlay {
  /** As an SBOM names it. */
  readonly name: string;
  /** What Helm is given beside the chart's own values. */
  readonly values: readonly ValuesFile[];
}

export const defaultOverlay = "default values";

/** `values-ha.yaml`, `values.ha.yaml`: beside values.yaml, in the package. */
const beside = /^values[-.].+\.ya?ml$/u;
const limit = 5 * 1024 * 1024;

/**
 * The installations that a unit declares: with the chart's default values; as every installation gets it (defaults of
 * spec.configSchema and spec.manifests.values), where that changes a value; with each of spec.manifests.overlays on top; and with
 * each values file that the chart brings beside values.yaml.
 */
export async function declaredOverlays(
  unit: Unit,
  { files }: Pick<PackagedChart, "files">,
  tree: Tree,
): Promise<readonly Overlay[]> {
  const named = [...files.keys()].filter((path) => beside.test(path)).toSorted(byCodeUnit);
  const shipped = await Promise.all(
    named.map(async (path) => ({ name: path, values: await valuesIn(unit, path, tree) })),
  );
  return [
    { name: defaultOverlay, values: [] },
    ...ofBlueprint(unit),
    ...shipped.flatMap(({ name, values }) => (values === undefined ? [] : [{ name, values }])),
  ];
}

function ofBlueprint({ name, version, blueprint, chart }: Unit): readonly Overlay[] {
  if (blueprint === undefined) return [];
  const release = { name, version, chart: name, digest: undefined };
  const installable = installableOf(release, blueprint);
  const { defaults } = configSchema(installable.configSchema);
  const always = mergeValues(defaults, installable.values);
  const overlays = [...installable.overlays].toSorted(([a], [b]) => byCodeUnit(a, b));
  const own = toValue(chart?.values?.root);
  const plain = isObject(own) ? own : {};
  const changes = !isSame(mergeValues(plain, always), plain);
  return [
    ...(changes ? [overlay("installation values", always)] : []),
    ...overlays.map(([one, values]) => overlay(`overlay ${one}`, mergeValues(always, values))),
  ];
}

function overlay(name: string, values: JsonObject): Overlay {
  return { name, values: [{ name, text: new TextEncoder().encode(JSON.stringify(values)) }] };
}

/** A file that is packed and not in the tree is a chart's that came as an archive: there is none at the top. */
async function valuesIn(
  { chart }: Unit,
  path: string,
  tree: Tree,
): Promise<readonly ValuesFile[] | undefined> {
  try {
    return [{ name: path, text: await tree.read(`${chart?.folder ?? ""}/${path}`, limit) }];
  } catch (error) {
    if (isBpError(error, "UNREADABLE", "LIMIT")) return undefined;
    throw error;
  }
}
