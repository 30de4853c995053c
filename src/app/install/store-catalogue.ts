import type { Blueprint } from "../../model/blueprint.ts";
import { BpError } from "../../model/error.ts";
import { annotation } from "../../model/media-type.ts";
import type { Target } from "../../model/reference.ts";
import {
  formatReference,
  formatTarget,
  isRepositoryPath,
  repositoryIn,
} from "../../model/reference.ts";
import { compareVersions, parseVersion, satisfiesPublished, tagOf } from "../../model/version.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { readBlueprint } from "../../workspace/index.ts";
import { decodeText, parseYaml } from "../../yaml/index.ts";
import { publishedDocument } from "../blueprint-document.ts";
import { promisedCompositions } from "../compositions/published.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Installable } from "./installable.ts";
import { installableOf } from "./installable.ts";

export interface StoreCatalogueOptions {
  /** A registry's path, or a folder of layouts, below which each blueprint has a repository of its chart's name. */
  readonly target: Target;
  readonly open: (repository: Target) => Source;
  /** Chart names that differ from their blueprint's, by that. */
  readonly charts: ReadonlyMap<string, string>;
}

/**
 * What is published: the versions are the tags that are strict SemVer, the newest first and pre-releases last; a version's
 * document is the one whose digest its chart manifest carries.
 */
export function storeCatalogue({ target, open, charts }: StoreCatalogueOptions): Catalogue {
  const repositoryOf = (name: string): Target => repositoryIn(target, charts.get(name) ?? name);
  return {
    name: formatTarget(target),
    isLocal: false,
    blueprints: [],
    versions: async (name) =>
      isName(name) ? preferred(await open(repositoryOf(name)).tags()) : [],
    installable: async (name, version) =>
      read(name, version, { repository: repositoryOf(name), source: open(repositoryOf(name)) }),
    admits: (range, version) => satisfiesPublished(version, range),
  };
}

function isFinal(version: string): boolean {
  return parseVersion(version)?.prerelease === false;
}

/** A document may name anything; nothing outside the catalogue is looked at. */
function isName(name: string): boolean {
  return isRepositoryPath(name) && !name.includes("/");
}

function preferred(tags: readonly string[]): readonly string[] {
  const versions = tags.filter((tag) => parseVersion(tag) !== undefined);
  const sorted = versions.toSorted((a, b) => compareVersions(b, a));
  return [...sorted.filter(isFinal), ...sorted.filter((version) => !isFinal(version))];
}

interface Repository {
  readonly repository: Target;
  readonly source: Source;
}

async function read(
  name: string,
  version: string,
  { repository, source }: Repository,
): Promise<Installable> {
  const tag = tagOf(version);
  const manifest = await source.resolve(tag);
  const { annotations } = parseManifest(await fetchAll(source, manifest), manifest.digest);
  const promised = annotations?.[annotation.blueprintDigest];
  const reference = formatReference({ target: repository, tag, digest: undefined });
  const chart = repository.path.slice(repository.path.lastIndexOf("/") + 1);
  const beside = annotations?.[annotation.compositionsDigest];
  const promise = { promised: beside ?? "", reference };
  const compositions =
    beside === undefined
      ? undefined
      : (await promisedCompositions(source, manifest, promise)).descriptor.digest;
  const release = { name, version, chart, digest: manifest.digest, compositions };
  if (promised === undefined) return installableOf(release, undefined);
  const text = decodeText(await publishedDocument(source, manifest, { promised, reference }));
  return installableOf(release, blueprintOf(text, { name, reference }));
}

/** @throws BpError MATERIAL where the document holds no blueprint */
function blueprintOf(
  text: string | undefined,
  { name, reference }: { readonly name: string; readonly reference: string },
): Blueprint {
  const file = `${reference}/blueprint.yaml`;
  const documents = text === undefined ? [] : parseYaml(text, file).documents;
  const blueprint = readBlueprint({ file, documents, text }, name);
  if (blueprint !== undefined) return blueprint;
  throw new BpError("MATERIAL", `the blueprint document of ${reference} holds no blueprint`, {
    hint: "publish it again from its source under a new version",
  });
}
