import * as Enums from "@cyclonedx/cyclonedx-library/Enums";
import * as Models from "@cyclonedx/cyclonedx-library/Models";

import type { Digest } from "../model/digest.ts";
import { hexOf } from "../model/digest.ts";
import { imageReference } from "./image-reference.ts";
import type {
  SbomAbout,
  SbomDependency,
  SbomImage,
  SbomSubchart,
  SbomSubject,
  SbomSupplier,
  SbomTool,
} from "./input.ts";
import { licencesOf } from "./licence.ts";
import { sorted } from "./order.ts";
import { chartPurl, imagePurl, placeOf, subjectPurl } from "./purl.ts";

/** Every component bears a reference of ours: the library gives a random one to each that has none. */
const subjectRefs = { chart: "chart", kustomize: "manifests" } as const;

export function subjectComponent(subject: SbomSubject): Models.Component {
  const { kind, name, version, digest } = subject;
  return new Models.Component(Enums.ComponentType.Application, name, {
    version,
    bomRef: subjectRefs[kind],
    purl: subjectPurl(subject),
    hashes: hashes(digest),
    ...about(subject),
    properties: properties(licenceProperties(subject)),
  });
}

export function subchartComponent(chart: SbomSubchart): Models.Component {
  const { name, version, repository, path, source, digest } = chart;
  return new Models.Component(Enums.ComponentType.Application, name, {
    version,
    bomRef: path,
    purl: chartPurl(name, version, repository),
    hashes: hashes(digest),
    ...about(chart),
    properties: properties([
      ...(digest === undefined
        ? [["bp:digest", "none: it did not come as an archive"] as const]
        : []),
      ...licenceProperties(chart),
      ["bp:path", path],
      ["bp:repository", placeOf(repository) ?? (repository || "none declared")],
      ["bp:source", source],
    ]),
  });
}

function about(chart: SbomAbout): Models.OptionalComponentProperties {
  const { description, licence, supplier, home = "" } = chart;
  return {
    ...(description === undefined || description === "" ? {} : { description }),
    ...(licence === undefined ? {} : { licenses: licencesOf(licence.text) }),
    ...(supplier === undefined ? {} : { supplier: supplierEntity(supplier) }),
    ...(URL.canParse(home)
      ? { externalReferences: new Models.ExternalReferenceRepository([website(home)]) }
      : {}),
  };
}

export function supplierEntity({ name, contacts }: SbomSupplier): Models.OrganizationalEntity {
  const people = contacts.map(({ name: person, email }) => {
    const mail = /^[^\s@]+@[^\s@]+$/u.test(email) ? { email } : {};
    return new Models.OrganizationalContact({ name: person, ...mail });
  });
  const contact = new Models.OrganizationalContactRepository(people);
  return new Models.OrganizationalEntity({ name, contact });
}

function website(home: string): Models.ExternalReference {
  return new Models.ExternalReference(home, Enums.ExternalReferenceType.Website);
}

function licenceProperties({ licence }: SbomAbout): readonly (readonly [string, string])[] {
  return [["bp:licence", licence === undefined ? "not declared" : `from ${licence.foundIn}`]];
}

export function imageComponent(image: SbomImage): Models.Component {
  const { reference, foundIn, foundBy, assumed = false } = image;
  const read = imageReference(reference);
  const version = read.digest ?? read.tag;
  return new Models.Component(Enums.ComponentType.Container, read.repository, {
    bomRef: `image:${reference}`,
    ...(read.name === "" ? {} : { purl: imagePurl(read), supplier: imageSupplier(reference) }),
    ...(version === undefined ? {} : { version }),
    hashes: hashes(read.digest),
    properties: properties([
      ...sorted(foundBy, (how) => how).map((how) => ["bp:found-by", how] as const),
      ...sorted(foundIn, (file) => file).map((file) => ["bp:found-in", file] as const),
      ["bp:pinned", read.digest === undefined ? "no" : "digest"],
      ...(assumed ? [["bp:tag", "assumed: the chart's appVersion"] as const] : []),
    ]),
  });
}

/** Who may write to that part of the registry. */
export function imageSupplier(reference: string): Models.OrganizationalEntity {
  return new Models.OrganizationalEntity({ name: namespaceOf(reference) });
}

/** An image's repository without its last component, as `quay.io/cilium`. */
export function namespaceOf(reference: string): string {
  const { repository } = imageReference(reference);
  return repository.slice(0, Math.max(0, repository.lastIndexOf("/"))) || repository;
}

export function dependencyComponent({ name, ranges }: SbomDependency): Models.Component {
  return new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: `blueprint:${name}`,
    purl: chartPurl(name, undefined, ""),
    properties: properties([
      ...sorted(ranges, (range) => range).map((range): [string, string] => ["bp:range", range]),
      ["bp:source", "blueprint"],
      ["bp:version", "chosen by each installation"],
    ]),
  });
}

export function toolComponent({ name, version }: SbomTool): Models.Component {
  const bomRef = `tool:${name}`;
  return new Models.Component(Enums.ComponentType.Application, name, { version, bomRef });
}

/** In the order given, which is sorted: the library would sort by locale. */
export function properties(
  pairs: readonly (readonly [string, string])[],
): Models.PropertyRepository {
  return new Models.PropertyRepository(
    pairs.map(([name, value]) => new Models.Property(name, value)),
  );
}

function hashes(digest: Digest | undefined): Models.HashDictionary {
  if (digest === undefined || !digest.startsWith("sha256:")) return new Models.HashDictionary();
  return new Models.HashDictionary([[Enums.HashAlgorithm["SHA-256"], hexOf(digest)]]);
}
