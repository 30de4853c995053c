import type { Digest } from "../model/digest.ts";
import { hexOf } from "../model/digest.ts";
import { namespaceOf } from "./components.ts";
import { imageReference } from "./image-reference.ts";
import type {
  SbomAbout,
  SbomDependency,
  SbomImage,
  SbomSubchart,
  SbomSubject,
  SbomSupplier,
} from "./input.ts";
import { licenceExpression } from "./licence.ts";
import { sorted } from "./order.ts";
import { chartPurl, imagePurl, placeOf, subjectPurl } from "./purl.ts";
import { dependencyId, imageId, subchartId, subjectIds } from "./spdx-ids.ts";

/** How the specification writes that nothing is claimed (SPDX 2.3, §7). */
const noAssertion = "NOASSERTION";

export interface SpdxPackage {
  readonly SPDXID: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** Who says something about a package, and when. */
export interface Annotator {
  readonly annotator: string;
  readonly annotationDate: string;
}

export function subjectPackage(subject: SbomSubject): SpdxPackage {
  const { kind, name, version, digest } = subject;
  return {
    SPDXID: subjectIds[kind],
    ...common(name, version, "APPLICATION"),
    ...about(subject),
    ...checksums(digest),
    ...purl(subjectPurl(subject)),
  };
}

export function subchartPackage(chart: SbomSubchart): SpdxPackage {
  const { name, version, repository, path, source, digest } = chart;
  const from = placeOf(repository) ?? (repository || "no repository declared");
  const bytes = digest === undefined ? "; no digest: it did not come as an archive" : "";
  return {
    SPDXID: subchartId(path),
    ...common(name, version, "APPLICATION"),
    ...about(chart),
    sourceInfo: `${source}, at ${path}; from ${from}${bytes}`,
    ...checksums(digest),
    ...purl(chartPurl(name, version, repository)),
  };
}

/** How an image was found is an annotation: the specification has no field for it. */
export function imagePackage(image: SbomImage, annotator: Annotator): SpdxPackage {
  const { reference, foundIn, foundBy, assumed = false } = image;
  const read = imageReference(reference);
  const pinned = read.digest === undefined ? "no" : "digest";
  const told = [
    ...sorted(foundBy, (how) => how).map((how) => `found by: ${how}`),
    `pinned: ${pinned}`,
    ...(assumed ? ["tag: assumed, the chart's appVersion"] : []),
  ];
  return {
    SPDXID: imageId(reference),
    ...common(read.repository, read.digest ?? read.tag, "CONTAINER"),
    ...(read.name === "" ? {} : { supplier: `Organization: ${namespaceOf(reference)}` }),
    sourceInfo: `found in ${sorted(foundIn, (file) => file).join(", ")}`,
    annotations: told.map((comment) => ({ annotationType: "OTHER", ...annotator, comment })),
    ...checksums(read.digest),
    ...(read.name === "" ? {} : purl(imagePurl(read))),
  };
}

export function dependencyPackage({ name, ranges }: SbomDependency): SpdxPackage {
  const asked = sorted(ranges, (range) => range).join(", ");
  return {
    SPDXID: dependencyId(name),
    ...common(name, undefined, "APPLICATION"),
    sourceInfo: `blueprint, any version in ${asked}; each installation chooses it`,
    ...purl(chartPurl(name, undefined, "")),
  };
}

function common(
  name: string,
  version: string | undefined,
  purpose: "APPLICATION" | "CONTAINER",
): Omit<SpdxPackage, "SPDXID"> & { readonly name: string } {
  return {
    name,
    ...(version === undefined ? {} : { versionInfo: version }),
    supplier: noAssertion,
    downloadLocation: noAssertion,
    filesAnalyzed: false,
    licenseConcluded: noAssertion,
    licenseDeclared: noAssertion,
    copyrightText: noAssertion,
    primaryPackagePurpose: purpose,
  };
}

function about({ description, supplier, home = "", licence }: SbomAbout): object {
  return {
    ...(description === undefined || description === "" ? {} : { description }),
    ...(supplier === undefined ? {} : { supplier: organisation(supplier) }),
    ...(URL.canParse(home) ? { homepage: home } : {}),
    ...licensed(licence),
  };
}

/** What is no expression of listed licences is told in words: a document must define what it refers to. */
function licensed(licence: SbomAbout["licence"]): object {
  if (licence === undefined) return { licenseComments: "no licence is declared" };
  const { text, foundIn } = licence;
  const expression = licenceExpression(text);
  return expression === undefined
    ? { licenseComments: `declared in ${foundIn} as ${text}` }
    : { licenseDeclared: expression, licenseComments: `declared in ${foundIn}` };
}

export function organisation({ name, contacts }: SbomSupplier): string {
  const [first] = contacts;
  const email = contacts.length === 1 && first?.email !== "" ? ` (${first?.email ?? ""})` : "";
  return `Organization: ${name}${email}`;
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
