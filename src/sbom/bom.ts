import * as Enums from "@cyclonedx/cyclonedx-library/Enums";
import * as Models from "@cyclonedx/cyclonedx-library/Models";

import {
  dependencyComponent,
  imageComponent,
  properties,
  subchartComponent,
  subjectComponent,
  supplierEntity,
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
    for (const path of image.owners)
      (subcharts.get(path) ?? subject).dependencies.add(component.bomRef);
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
  const { timestamp, tool, helm } = input;
  const tools = helm === undefined ? [tool] : [tool, helm];
  const components = new Models.ComponentRepository(tools.map(toolComponent));
  const supplier = input.subject.supplier && supplierEntity(input.subject.supplier);
  return new Models.Metadata({
    component,
    tools: new Models.Tools({ components }),
    lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.Build]),
    ...(supplier === undefined ? {} : { supplier, authors: supplier.contact }),
    properties: properties([
      ...lookedAt(input),
      ...(timestamp === undefined
        ? [["bp:timestamp", "not known: the source is in no commit"] as const]
        : []),
    ]),
    ...(timestamp === undefined ? {} : { timestamp }),
  });
}
