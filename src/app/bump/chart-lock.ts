import { accepts, isInSync, lockDigest, readChartLock } from "../../chart/index.ts";
import type { LockedDependency } from "../../chart/index.ts";
import type { TextChange } from "../../model/change.ts";
import type { Chart, ChartDependency } from "../../model/chart.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Tree } from "../../model/tree.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { fileLimit } from "../../workspace/index.ts";
import { decodeText, nodeAt, parseYaml, pointerTo, scalarEdit } from "../../yaml/index.ts";

/**
 * Where the Chart.lock of a chart names other versions of charts that moved than its Chart.yaml does: the edits of those
 * versions and of the digest. One that was out of date before is left to `bp vendor`.
 * @param before the chart before anything moved
 * @param moved versions by chart name
 */
export async function lockOutOfStep(
  tree: Tree,
  { before, now }: { readonly before: Chart; readonly now: Chart },
  moved: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  const file = `${now.folder}/Chart.lock`;
  if ((await tree.stat(file))?.kind !== "file") return [];
  const text = decodeText(await tree.read(file, fileLimit));
  const document = text === undefined ? undefined : parseYaml(text, file).documents[0];
  if (document?.root === undefined) return [];
  const { root } = document;
  // The digest is over what Chart.yaml asks for: first that is brought in line.
  if (now.metadata.dependencies.some((one) => !isSettled(one, moved))) return [];
  const lock = readChartLock(document, file);
  const locked = lock.dependencies.map((one) => relocked(one, now, moved));
  const stale = locked.flatMap((one, at) => {
    const old = lock.dependencies[at]?.version;
    return one.version === old ? [] : [{ at, version: one.version, name: one.name, old }];
  });
  const [first] = stale;
  if (first === undefined) return [];
  const { metadata } = before;
  const old = { apiVersion: metadata.apiVersion, declared: metadata.dependencies };
  const isFresh =
    isInSync(lock, metadata.dependencies, old) && metadata.dependencies.every(isAddress);
  const place = (pointer: string): YamlNode => nodeAt(root, pointer) ?? root;
  const changes = [
    ...stale.map(({ at, version }) =>
      change(place(pointerTo("dependencies", at, "version")), version),
    ),
    change(place("/digest"), lockDigest(now.metadata.dependencies, locked)),
  ].filter((one) => one !== undefined);
  const canWrite = isFresh && changes.length === stale.length + 1;
  return [
    finding({
      ruleId: "BP207",
      severity: "error",
      at: place(pointerTo("dependencies", first.at, "version")).at,
      message: `Chart.lock has ${first.name} ${first.old}, and ${first.version} is asked for`,
      help: "bp vendor writes it anew",
      ...(canWrite ? { fix: { description: `lock ${first.name} ${first.version}`, changes } } : {}),
    }),
  ];
}

/** An exact pin is what is locked; of a range what moved is. */
function relocked(
  one: LockedDependency,
  { metadata }: Chart,
  moved: ReadonlyMap<string, string>,
): LockedDependency {
  const isOurs = metadata.dependencies.some(
    ({ name, repository }) =>
      name === one.name && (repository.startsWith("oci://") || repository.startsWith("file://")),
  );
  return { ...one, version: (isOurs ? moved.get(one.name) : undefined) ?? one.version };
}

function isSettled(one: ChartDependency, moved: ReadonlyMap<string, string>): boolean {
  const version = moved.get(one.name);
  return version === undefined || accepts(one, version);
}

/** What `@name` stands for is on this machine, and not in the tree. */
function isAddress({ repository }: { readonly repository: string }): boolean {
  return !/^(?:@|alias:)/u.test(repository);
}

function change(node: YamlNode, text: string): TextChange | undefined {
  return node.kind === "scalar" ? { ...node.at, ...scalarEdit(node, text) } : undefined;
}
