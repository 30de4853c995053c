import { readManifest, readReferrers } from "../test/interop/support/oci-read.ts";
import type { ReleaseChart } from "./release-tree.ts";

/** What stands in a repository for one version, whoever made it. */
export interface ReleaseSet {
  /** Predicate types of the bundles. */
  readonly bundles: readonly string[];
  /** Predicate types of the envelopes at `.att`. */
  readonly attached: readonly string[];
  /** Signatures at `.sig`. */
  readonly signatures: number;
  /** Artifact types of all that refers to the chart and is no bundle. */
  readonly documents: readonly string[];
}

/** @param repositories `127.0.0.1:port/charts` */
export async function releaseSets(
  repositories: string,
  charts: readonly ReleaseChart[],
): Promise<readonly ReleaseSet[]> {
  const sets: ReleaseSet[] = [];
  for (const { name } of charts) sets.push(await setOf(`${repositories}/${name}`));
  return sets;
}

const bundleType = "application/vnd.dev.sigstore.bundle";

async function setOf(repository: string): Promise<ReleaseSet> {
  const chart = await readManifest(repository, "1.0.0");
  if (chart === undefined) throw new Error(`${repository}:1.0.0 is not there`);
  const cosignTag = chart.digest.replace(":", "-");
  const manifests = (await readReferrers(repository, chart.digest)).map((one) => one.manifest);
  const typeOf = ({ artifactType = "" }: (typeof manifests)[number]): string => artifactType;
  const isBundle = (one: (typeof manifests)[number]): boolean => typeOf(one).startsWith(bundleType);
  return {
    bundles: manifests
      .filter(isBundle)
      .map(({ annotations }) => annotations?.["dev.sigstore.bundle.predicateType"] ?? "")
      .toSorted(),
    attached: (await layersOf(repository, `${cosignTag}.att`))
      .map((annotations) => annotations["predicateType"] ?? "")
      .toSorted(),
    signatures: (await layersOf(repository, `${cosignTag}.sig`)).length,
    documents: manifests
      .filter((one) => !isBundle(one))
      .map(typeOf)
      .toSorted(),
  };
}

async function layersOf(
  repository: string,
  tag: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const layers = (await readManifest(repository, tag))?.manifest.layers ?? [];
  return layers.map(({ annotations = {} }) => annotations);
}

/** The set that all have, as text. @throws Error that shows the first that differs */
export function oneSet(sets: readonly ReleaseSet[]): string {
  const [first = "", ...others] = sets.map((set) => JSON.stringify(set));
  const other = others.find((set) => set !== first);
  if (other !== undefined) throw new Error(`not the same set:\n${first}\n${other}`);
  return first;
}
