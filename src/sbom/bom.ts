import * as Models from "@cyclonedx/cyclonedx-library/Models";

import {
  dependencyComponent,
  imageComponent,
  properties,
  subchartComponent,
  subjectComponent,
  toolComponent,
} from "./components.ts";
import type { SbomInput } from "./input.ts";
import { lookedAt } from "./looked-at.ts";
import { sorted } from "./order.ts";
import { mergedImages, owner } from "./owner.ts";

/** The bill of materials as the library's model: components sorted, the graph of who brings what in. */
export function bomOf(input: SbomInput): Models.Bom {
  const subject = subjectComponent(input.subject);
  const subcharts = new Map(
    sorted(input.subcharts, ({ path }) => path).map((it) => [it.path, subchartComponent(it)]),
  );
  const images = sorted(mergedImages(input), ({ reference }) => reference);
  for (const [path, subchart] of subcharts) {
    (subcharts.get(owner(path, subcharts)) ?? subject).dependencies.add(subchart.bomRef);
  }
  const imageComponents = images.map((image) => {
    const component = imageComponent(image);
    for (const file of sorted(image.foundIn, (file) => file)) {
      (subcharts.get(owner(file, subcharts)) ?? subject).dependencies.add(component.bomRef);
    }
    return component;
  });
  const needed = sorted(input.dependencies, ({ name }) => name).map(dependencyComponent);
  for (const { bomRef } of needed) subject.dependencies.add(bomRef);
  const components = [...subcharts.values(), ...imageComponents, ...needed];
  return new Models.Bom({
    metadata: metadata(input, subject),
    components: new Models.ComponentRepository(components),
  });
}

function metadata(input: SbomInput, component: Models.Component): Models.Metadata {
  const components = new Models.ComponentRepository([toolComponent(input.tool)]);
  const { timestamp } = input;
  return new Models.Metadata({
    component,
    tools: new Models.Tools({ components }),
    properties: properties([
      ["bp:images", input.images.length === 0 ? "none found" : "listed"],
      ["bp:images:looked-at", lookedAt[input.subject.kind]],
    ]),
    ...(timestamp === undefined ? {} : { timestamp }),
  });
}
