import type { SbomImage, SbomInput, SbomSubchart } from "./input.ts";
import { lookedAt } from "./looked-at.ts";
import { sorted } from "./order.ts";
import { mergedImages, owner } from "./owner.ts";
import { contentUuid } from "./serial.ts";
import { dependencyId, imageId, subchartId, subjectIds } from "./spdx-ids.ts";
import type { Annotator } from "./spdx-packages.ts";
import {
  dependencyPackage,
  imagePackage,
  organisation,
  subchartPackage,
  subjectPackage,
} from "./spdx-packages.ts";

/** SPDX wants a time of creation: where no commit gives one, this says that it is not known. */
const noTime = new Date(0);

interface Relationship {
  readonly spdxElementId: string;
  readonly relationshipType: "DESCRIBES" | "DEPENDS_ON";
  readonly relatedSpdxElement: string;
}

/**
 * The SBOM of a chart as SPDX 2.3 JSON, the same bytes for the same input: chart, subcharts and images are packages, and
 * who brings what in is a relationship. The document's comment says how images were looked for, and where none is known.
 */
export function spdx(input: SbomInput): Uint8Array {
  const { subject, tool, helm, timestamp } = input;
  const root = subjectIds[subject.kind];
  const subcharts = sorted(input.subcharts, ({ path }) => path);
  const images = sorted(mergedImages(input), ({ reference }) => reference);
  const needed = sorted(input.dependencies, ({ name }) => name);
  const created = (timestamp ?? noTime).toISOString().replace(/\.\d+Z$/u, "Z");
  const creator = `Tool: ${tool.name}-${tool.version}`;
  const annotator: Annotator = { annotator: creator, annotationDate: created };
  const body = {
    packages: [
      subjectPackage(subject),
      ...subcharts.map(subchartPackage),
      ...images.map((image) => imagePackage(image, annotator)),
      ...needed.map(dependencyPackage),
    ],
    relationships: [
      ...relationships(root, subcharts, images),
      ...needed.map(({ name }) => related(root, "DEPENDS_ON", dependencyId(name))),
    ],
  };
  const { name, version } = subject;
  const comment = commentOf(input);
  const uuid = contentUuid(JSON.stringify([body, comment, tool, helm ?? null]));
  const document = {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: `${name}-${version}`,
    documentNamespace: `https://openova.io/bp/spdx/${name}/${version}/${uuid}`,
    creationInfo: {
      created,
      creators: [
        creator,
        ...(helm === undefined ? [] : [`Tool: ${helm.name}-${helm.version}`]),
        ...(subject.supplier === undefined ? [] : [organisation(subject.supplier)]),
      ],
    },
    comment,
    ...body,
  };
  return new TextEncoder().encode(`${JSON.stringify(document, undefined, 2)}\n`);
}

/** As `images: listed; images looked-at: …`. */
function commentOf(input: SbomInput): string {
  const told = lookedAt(input).map(([name, value]) => {
    return `${name.replace(/^bp:/u, "").replaceAll(":", " ")}: ${value}`;
  });
  const time =
    input.timestamp === undefined ? ["created: not known, the source is in no commit"] : [];
  return [...told, ...time].join("; ");
}

function relationships(
  root: string,
  subcharts: readonly SbomSubchart[],
  images: readonly SbomImage[],
): readonly Relationship[] {
  const paths = new Set(subcharts.map(({ path }) => path));
  const idOf = (path: string): string => (paths.has(path) ? subchartId(path) : root);
  return [
    related("SPDXRef-DOCUMENT", "DESCRIBES", root),
    ...subcharts.map(({ path }) =>
      related(idOf(owner(path, paths)), "DEPENDS_ON", subchartId(path)),
    ),
    ...images.flatMap(({ reference, owners }) =>
      owners.map((path) => related(idOf(path), "DEPENDS_ON", imageId(reference))),
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
