import { createHash } from "node:crypto";

import type * as Models from "@cyclonedx/cyclonedx-library/Models";
import * as Serialize from "@cyclonedx/cyclonedx-library/Serialize";
import * as Spec from "@cyclonedx/cyclonedx-library/Spec";

import { bomOf } from "./bom.ts";
import type { SbomInput } from "./input.ts";

/**
 * The SBOM of a chart: CycloneDX 1.6 JSON, the same bytes for the same input. The chart is the subject, its subcharts
 * and the container images that can be known without rendering are the components. Where no image is known, the
 * property `bp:images` says so. The serial number follows from the content.
 */
export function cyclonedx(input: SbomInput): Uint8Array {
  const bom = bomOf(input);
  bom.serialNumber = serialNumber(serialize(bom));
  return new TextEncoder().encode(`${serialize(bom)}\n`);
}

function serialize(bom: Models.Bom): string {
  const serializer = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
  );
  return serializer.serialize(bom, { sortLists: false, space: 2 });
}

/** A UUID of version 8 (RFC 9562, §5.8) over the sha256 of the text. */
function serialNumber(text: string): string {
  const hash = createHash("sha256").update(text).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString("hex");
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return `urn:uuid:${[...groups, hex.slice(20, 32)].join("-")}`;
}
