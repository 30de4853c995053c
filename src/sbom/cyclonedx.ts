import type * as Models from "@cyclonedx/cyclonedx-library/Models";
import * as Serialize from "@cyclonedx/cyclonedx-library/Serialize";
import * as Spec from "@cyclonedx/cyclonedx-library/Spec";

import { bomOf } from "./bom.ts";
import type { SbomInput } from "./input.ts";
import { contentUuid } from "./serial.ts";

/**
 * The SBOM of a chart: CycloneDX 1.6 JSON, the same bytes for the same input. The chart is the subject, its subcharts
 * and the container images that can be known without rendering are the components. Where no image is known, the
 * property `bp:images` says so. The serial number follows from the content.
 */
export function cyclonedx(input: SbomInput): Uint8Array {
  const bom = bomOf(input);
  bom.serialNumber = `urn:uuid:${contentUuid(serialize(bom))}`;
  return new TextEncoder().encode(`${serialize(bom)}\n`);
}

function serialize(bom: Models.Bom): string {
  const serializer = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
  );
  return serializer.serialize(bom, { sortLists: false, space: 2 });
}
