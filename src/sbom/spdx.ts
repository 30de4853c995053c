import { hexOf } from "../model/digest.ts";
import type { Digest } from "../model/digest.ts";
import { imageReference } from "./image-reference.ts";
import type { SbomDependency, SbomImage, SbomInput, SbomSubchart } from "./input.ts";
import { lookedAt } from "./looked-at.ts";
import { sorted } from "./order.ts";
import { mergedImages, owner } from "./owner.ts";
import { chartPurl, imagePurl, subjectPurl } from "./purl.ts";
import { contentUuid } from "./serial.ts";

/** SPDX wants a time of creation: where no commit gives one, this says that it is not known. */
const noTime = new Date(0);

/** How the specification writes that nothing is claimed (SPDX 2.3, §7). */
const noAssertion = "NOASSERTION";

interface Package {
  readonly SPDXID: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

interface Relationship {
  readonly spdxElementId: string;
  readonly relationshipType: "DESCRIBES" | "DEPENDS_ON";
  readonly relatedSpdxElement: string;
}

/**
 * The SBOM of a chart as SPDX 2.3 JSON, the same bytes for the same input: chart, subcharts and images are packages, and
 * who brings what in is a relationship. Where no image is known, the document's comment says so.
 */
export function spdx(input: SbomInput): Uint8Array {
  const subcharts = sorted(input.subcharts, ({ path }) => path);
  const images = sorted(mergedImages(input), ({ reference }) => reference);
  const needed = sorted(input.dependencies, ({ name }) => name);
  const root = subjectIds[input.subject.kind];
  const body = {
    packages: [
      subjectPackage(input),
      ...subcharts.map(subchartPackage),
      ...images.map(imagePackage),
      ...needed.map(dependencyPackage),
    ],
    relationships: [
      ...relationships(root, subcharts, images),
      ...needed.map(({ name }) => related(root, "DEPENDS_ON", dependencyId(name))),
    ],
  };
  const { name, version } = input.subject;
  const uuid = contentUuid(JSON.stringify([body, input.tool]));
  const document = {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: `${name}-${version}`,
    documentNamespace: `https://openova.io/bp/spdx/${name}/${version}/${uuid}`,
    creationInfo: {
      created: (input.timestamp ?? noTime).toISOString().replace(/\.\d+Z$/u, "Z"),
      creators: [`Tool: ${input.tool.name}-${input.tool.version}`],
    },
    comment: `images: ${images.length === 0 ? "none found" : "listed"}; looked at: ${lookedAt[input.subject.kind]}`,
    ...body,
  };
  return new TextEncoder().encode(`${JSON.stringify(document, undefined, 2)}\n`);
}

function subjectPackage({ subject }: SbomInput): Package {
  const { kind, name, version, description, digest } = subject;
  return {
    SPDXID: subjectIds[kind],
    ...common(name, version, "APPLICATION"),
    ...(description === undefined || description === "" ? {} : { description }),
    ...checksums(digest),
    ...purl(subjectPurl(subject)),
  };
}

function subchartPackage({
  name,
  version,
  repository,
  path,
  source,
  digest,
}: SbomSubchart): Package {
  return {
    SPDXID: subchartId(path),
    ...common(name, version, "APPLICATION"),
    sourceInfo: `${source}, at ${path}`,
    ...checksums(digest),
    ...purl(chartPurl(name, version, repository)),
  };
}

function imagePackage({ reference, foundIn }: SbomImage): Package {
  const image = imageReference(reference);
  const files = sorted(foundIn, (file) => file);
  return {
    SPDXID: imageId(reference),
    ...common(image.repository, image.digest ?? image.tag, "CONTAINER"),
    sourceInfo: `found in ${files.join(", ")}`,
    ...checksums(image.digest),
    ...(image.name === "" ? {} : purl(imagePurl(image))),
  };
}

function dependencyPackage({ name, ranges }: SbomDependency): Package {
  const asked = sorted(ranges, (range) => range).join(", ");
  return {
    SPDXID: dependencyId(name),
    ...common(name, undefined, "APPLICATION"),
    sourceInfo: `blueprint, any version in ${asked}`,
    ...purl(chartPurl(name, undefined, "")),
  };
}

function common(
  name: string,
  version: string | undefined,
  purpose: "APPLICATION" | "CONTAINER",
): Omit<Package, "SPDXID"> & { readonly name: string } {
  return {
    name,
    ...(version === undefined ? {} : { versionInfo: version }),
    downloadLocation: noAssertion,
    filesAnalyzed: false,
    licenseConcluded: noAssertion,
    licenseDeclared: noAssertion,
    copyrightText: noAssertion,
    primaryPackagePurpose: purpose,
  };
}

function checksums(digest: Digest | undefined): object {
  if (digest === undefined || !digest.startsWith("sha256:")) return {};
  return { checksums: [{ algorithm: "SHA256", checksumValue: hexOf(digest) }] };
}

function purl(locator: string): object {
  const reference = {
    referenceCategory: "PACKAGE-MANAGER",
    referenceType: "purl",
    referenceLocator: locator,
  };
  return { externalRefs: [reference] };
}

function relationships(
  root: string,
  subcharts: readonly SbomSubchart[],
  images: readonly SbomImage[],
): readonly Relationship[] {
  const paths = new Set(subcharts.map(({ path }) => path));
  const idOf = (path: string): string => (path === "" ? root : subchartId(path));
  return [
    related("SPDXRef-DOCUMENT", "DESCRIBES", root),
    ...subcharts.map(({ path }) =>
      related(idOf(owner(path, paths)), "DEPENDS_ON", subchartId(path)),
    ),
    ...images.flatMap(({ reference, foundIn }) =>
      sorted(
        foundIn.map((file) => idOf(owner(file, paths))),
        (id) => id,
      ).map((id) => related(id, "DEPENDS_ON", imageId(reference))),
    ),
  ];
}

function related(
  spdxElementId: string,
  relationshipType: Relationship["relationshipType"],
  relatedSpdxElement: string,
): Relationship {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}

const subjectIds = { chart: "SPDXRef-chart", kustomize: "SPDXRef-manifests" } as const;

function subchartId(path: string): string {
  return `SPDXRef-subchart-${word(path)}`;
}

function dependencyId(name: string): string {
  return `SPDXRef-blueprint-${word(name)}`;
}

function imageId(reference: string): string {
  return `SPDXRef-image-${word(reference)}`;
}

/** Letters, digits, dots and dashes are all that an id may hold (SPDX 2.3, §3.2); every other character by its code. */
function word(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9.]/gu, (character) =>
    character === "/" ? "-" : `-${character.codePointAt(0)?.toString(16) ?? ""}-`,
  );
}
