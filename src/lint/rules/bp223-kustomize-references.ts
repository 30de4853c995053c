import { reachOf, targetOf } from "../../kustomize/index.ts";
import type {
  Kustomization,
  KustomizeReference,
  ManifestTree,
  Target,
} from "../../kustomize/index.ts";
import { entry, keyAt } from "../../yaml/index.ts";
import { treeOf, unreadManifests, withManifests } from "../kustomize/tree.ts";
import type { Complaint, Rule } from "../rule.ts";

/** What is signed is all that is built. */
export const kustomizeReferences: Rule = {
  id: "BP223",
  name: "kustomize-references",
  severity: "error",
  summary:
    "All that a kustomization names lies in manifests/ and reaches the package: nothing is fetched, and nothing leads in a circle.",
  why: "What is missing fails the build in the cluster; what is fetched is other tomorrow, is signed by nobody and is not in a mirror.",
  remedy: "Put the file into manifests/ and name it by its path; copy what would be fetched.",
  examples: {
    bad: "resources:\n  - https://github.com/acme/base?ref=main\n",
    good: "resources:\n  - ../vendor/acme\n",
  },

  *check({ units }) {
    for (const unit of withManifests(units)) {
      const tree = treeOf(unit);
      if (tree === undefined) continue;
      const searched = { ...tree, all: new Set(unit.files) };
      for (const one of tree.kustomizations.values())
        for (const complaint of judge(one, searched)) yield { ...complaint, unit };
    }
  },

  notRun: ({ units }) => unreadManifests(units),
};

interface Searched extends ManifestTree {
  /** Everything below the unit's folder, what is not packaged too. */
  readonly all: ReadonlySet<string>;
}

function* judge(one: Kustomization, tree: Searched): Iterable<Complaint> {
  for (const reference of one.references) {
    const { at, pointer, path } = reference;
    const target = targetOf(one, reference, tree);
    const told = faultOf(reference, target, tree);
    if (told !== undefined) yield { at, pointer, ...told };
    else if (target.kind === "kustomization" && leadsBack(target.of, one, tree))
      yield { at, pointer, message: `${path} leads back here: kustomize refuses a circle` };
  }
  yield* charts(one);
}

type Told = Pick<Complaint, "message" | "severity" | "help">;

function faultOf(
  { path, kind, field }: KustomizeReference,
  target: Target,
  tree: Searched,
): Told | undefined {
  switch (target.kind) {
    case "remote":
      return remote(path, target.isPinned);
    case "outside":
      return { message: `${path} leads out of manifests/, which is all that is published` };
    case "missing":
      return { message: missing(path, target.path, tree) };
    case "folder":
      return { message: `${path} is a folder without a kustomization` };
    case "file":
      if (kind === "component") return { message: `${path} is a file, a component is a folder` };
      return undefined;
    case "kustomization":
      return misplaced(path, { field, kind }, target.of);
  }
}

function remote(path: string, isPinned: boolean): Told {
  if (!isPinned) return { message: `${path} would be fetched, and be other tomorrow` };
  const message = `${path} would be fetched: nobody signs it, and no mirror has it`;
  return { message, severity: "warning" };
}

function missing(written: string, path: string, { all }: Searched): string {
  const isThere = all.has(`manifests/${path}`);
  return isThere
    ? `${written} is not packaged: Flux leaves such a file out, or a .sourceignore does`
    : `${written} is not there`;
}

/** Components change what is there, others bring something: kustomize refuses the one in the place of the other. */
function misplaced(
  path: string,
  { field, kind }: Pick<KustomizeReference, "field" | "kind">,
  of: Kustomization,
): Told | undefined {
  if (kind === "file" || kind === "patch") return { message: `${path} is a folder, not a file` };
  if (field === "components" && !of.isComponent)
    return { message: `${path} is no Component: name it under resources` };
  if (field !== "components" && of.isComponent)
    return { message: `${path} is a Component: name it under components` };
  return undefined;
}

function leadsBack(from: Kustomization, to: Kustomization, tree: ManifestTree): boolean {
  return reachOf(from, tree).kustomizations.has(to.folder);
}

/** Charts are fetched, and inflated by a Helm that Flux does not have. */
function* charts({ document }: Kustomization): Iterable<Complaint> {
  const root = document?.root;
  for (const field of ["helmCharts", "helmChartInflationGenerator"]) {
    if (root === undefined || entry(root, field) === undefined) continue;
    const message = "Flux renders no charts in a kustomization";
    const help = "Give the chart a blueprint of its own, and name it under depends.";
    yield { at: keyAt(root, `/${field}`), pointer: `/${field}`, message, help };
  }
}
