import type { Tree } from "../../model/tree.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { fileLimit } from "../../workspace/index.ts";
import type { PutFile } from "../../workspace/index.ts";
import type { TextEdit } from "../../yaml/index.ts";
import {
  coercedText,
  decodeText,
  entry,
  nodeAt,
  parseYaml,
  pointerTo,
  scalarEdit,
  splice,
} from "../../yaml/index.ts";
import type { ChartPlan, PlannedDependency } from "./chart-plan.ts";
import { refused } from "./fault.ts";

type Moved = PlannedDependency & { readonly range: string };

/**
 * The files that ask for the versions that a plan moves to: Chart.yaml (or requirements.yaml), and values.yaml where it
 * says which upstream the chart is made of (BP205). Nothing but these scalars changes.
 */
export async function editsOf(tree: Tree, plan: ChartPlan): Promise<readonly PutFile[]> {
  const moved = plan.dependencies.filter((one): one is Moved => one.range !== undefined);
  const [first] = moved;
  if (first === undefined) return [];
  const { dependencies, folder } = plan.chart;
  const declaring = await edited(tree, first.dependency.at.file, (root) =>
    moved.map((one) => {
      const at = dependencies.indexOf(one.dependency);
      return (
        rewrite(nodeAt(root, pointerTo("dependencies", at, "version")), one.range) ?? lost(one)
      );
    }),
  );
  const values = await edited(tree, `${folder}/values.yaml`, (root) => upstreamEdits(root, moved));
  return [declaring, values].filter((file) => file !== undefined);
}

function* upstreamEdits(root: YamlNode | undefined, moved: readonly Moved[]): Generator<TextEdit> {
  const upstream = nodeAt(root, "/catalystBlueprint/upstream");
  const version = entry(upstream, "version");
  for (const { dependency, range } of moved) {
    if (coercedText(entry(upstream, "chart")) !== dependency.name) continue;
    if (coercedText(version) !== dependency.version) continue;
    const edit = rewrite(version, range);
    if (edit !== undefined) yield edit;
  }
}

async function edited(
  tree: Tree,
  path: string,
  edit: (root: YamlNode | undefined) => Iterable<TextEdit>,
): Promise<PutFile | undefined> {
  if ((await tree.stat(path))?.kind !== "file") return undefined;
  const before = await tree.read(path, fileLimit);
  const text = decodeText(before);
  if (text === undefined) return undefined;
  const after = splice(text, [...edit(parseYaml(text, path).documents[0]?.root)]);
  return after === text ? undefined : { path, before, after: new TextEncoder().encode(after) };
}

function rewrite(node: YamlNode | undefined, text: string): TextEdit | undefined {
  return node?.kind === "scalar" ? scalarEdit(node, text) : undefined;
}

function lost({ dependency }: Moved): never {
  throw refused(
    dependency,
    `the version of ${dependency.name} cannot be rewritten here`,
    "write it as a plain scalar, not through an alias or a merge",
  );
}
