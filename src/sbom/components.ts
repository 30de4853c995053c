import * as Enums from "@cyclonedx/cyclonedx-library/Enums";
import * as Models from "@cyclonedx/cyclonedx-library/Models";

import type { Digest } from "../model/digest.ts";
import { hexOf } from "../model/digest.ts";
import { imageReference } from "./image-reference.ts";
import type { SbomDependency, SbomImage, SbomSubchart, SbomSubject, SbomTool } from "./input.ts";
import { sorted } from "./order.ts";
import { chartPurl, imagePurl, subjectPurl } from "./purl.ts";

/** Every component bears a reference of ours: the library gives a random one to each that has none. */
const subjectRefs = { chart: "chart", kustomize: "manifests" } as const;

export function subjectComponent(subject: SbomSubject): Models.Component {
  const { kind, name, version, description, digest } = subject;
  return new Models.Component(Enums.ComponentType.Application, name, {
    version,
    bomRef: subjectRefs[kind],
    purl: subjectPurl(subject),
    hashes: hashes(digest),
    ...(description === undefined || description === "" ? {} : { description }),
  });
}

export function subchartComponent(chart: SbomSubchart): Models.Component {
  const { name, version, repository, path, source, digest } = chart;
  return new Models.Component(Enums.ComponentType.Application, name, {
    version,
    bomRef: path,
    purl: chartPurl(name, version, repository),
    hashes: hashes(digest),
    properties: properties([
      ["bp:path", path],
      ["bp:source", source],
    ]),
  });
}

export function imageComponent({ reference, foundIn }: SbomImage): Models.Component {
  const image = imageReference(reference);
  const version = image.digest ?? image.tag;
  const files = sorted(foundIn, (file) => file);
  return new Models.Component(Enums.ComponentType.Container, image.repository, {
    bomRef: `image:${reference}`,
    ...(image.name === "" ? {} : { purl: imagePurl(image) }),
    ...(version === undefined ? {} : { version }),
    properties: properties([
      ...files.map((file): [string, string] => ["bp:found-in", file]),
      ["bp:pinned", image.digest === undefined ? "no" : "digest"],
    ]),
  });
}

export function dependencyComponent({ name, ranges }: SbomDependency): Models.Component {
  return new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: `blueprint:${name}`,
    purl: chartPurl(name, undefined, ""),
    properties: properties([
      ...sorted(ranges, (range) => range).map((range): [string, string] => ["bp:range", range]),
      ["bp:source", "blueprint"],
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
