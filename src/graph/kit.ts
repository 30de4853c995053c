import type { Kit, KitReference, KitRelease } from "../model/kit.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { graphOf } from "./in-order.ts";

/** How a kit's releases are told apart. */
export interface ReleaseNames {
  readonly of: (release: KitRelease) => string;
  /** The name of what a release waits for, whether or not the kit holds it. */
  readonly target: (
    release: KitRelease,
    reference: Pick<KitReference, "name" | "namespace">,
  ) => string;
}

/** Releases are named as they are; where several namespaces hold one name, all of that name are `namespace/name`. */
export function releaseNames(kit: Kit): ReleaseNames {
  const releases = kit.files.flatMap((file) => file.releases);
  const namespaceOf = ({ namespace }: Pick<KitRelease, "namespace">): string =>
    kit.kustomization?.namespace || namespace;
  const holders = Map.groupBy(releases, ({ name }) => name);
  const namespaces = new Set(releases.map((release) => namespaceOf(release)));
  const nameOf = (name: string, namespace: string): string => {
    const others = holders.get(name)?.some((release) => namespaceOf(release) !== namespace);
    return others !== true && namespaces.has(namespace) ? name : `${namespace}/${name}`;
  };
  return {
    of: (release) => nameOf(release.name, namespaceOf(release)),
    target: (release, { name, namespace }) => nameOf(name, namespace || namespaceOf(release)),
  };
}

/**
 * The `dependsOn` graph of a bootstrap kit's HelmReleases. Of two with one name and namespace the first by file holds;
 * a name that Flux is still to substitute leads nowhere.
 */
export function releaseGraph(kit: Kit): Graph {
  const names = releaseNames(kit);
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const { releases, slot } of kit.files) {
    for (const release of releases) {
      const name = names.of(release);
      if (!nodes.has(name)) nodes.set(name, nodeOf(name, release, { folder: kit.folder, slot }));
      for (const target of release.dependsOn.filter((one) => !isOpen(one)))
        edges.push(edgeOf(name, names.target(release, target), target.at));
    }
  }
  return graphOf([...nodes.values()], edges);
}

/** Only Flux knows what the name will be. */
function isOpen({ name, namespace }: KitReference): boolean {
  return `${name}${namespace}`.includes("${");
}

function nodeOf(
  name: string,
  { version, file }: KitRelease,
  { folder, slot }: { readonly folder: string; readonly slot: string | undefined },
): GraphNode {
  return { name, version, folder, file, ...(slot === undefined ? {} : { slot }) };
}

function edgeOf(
  from: string,
  to: string,
  { file, line }: Pick<GraphEdge, "file" | "line">,
): GraphEdge {
  const plain = { range: null, optional: false, alias: null, when: null } as const;
  return { from, to, ...plain, written: "object", file, line };
}
