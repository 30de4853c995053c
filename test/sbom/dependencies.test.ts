import { expect, test } from "vitest";

import type { SbomInput } from "../../src/sbom/index.ts";
import { cyclonedx, spdx } from "../../src/sbom/index.ts";
import { officialSchema } from "./support.ts";

const input: SbomInput = {
  subject: { kind: "chart", name: "bp-demo", version: "1.2.3" },
  subcharts: [],
  images: [],
  renders: [],
  dependencies: [
    { name: "bp-mail", ranges: ["^1.0"] },
    { name: "bp-cart", ranges: [">=2.0.0", "^1.0 || ^2.0"] },
  ],
  tool: { name: "bp", version: "0.1.0" },
};

function json(bytes: Uint8Array): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

test("blueprints that must be there are components without a version, with their ranges", () => {
  const bom = json(cyclonedx(input));
  const validate = officialSchema();
  expect(validate(bom), JSON.stringify(validate.errors)).toBe(true);
  expect(bom["components"]).toMatchObject([
    {
      "bom-ref": "blueprint:bp-cart",
      name: "bp-cart",
      purl: "pkg:helm/bp-cart",
      properties: [
        { name: "bp:range", value: ">=2.0.0" },
        { name: "bp:range", value: "^1.0 || ^2.0" },
        { name: "bp:source", value: "blueprint" },
        { name: "bp:version", value: "chosen by each installation" },
      ],
    },
    { "bom-ref": "blueprint:bp-mail", name: "bp-mail" },
  ]);
  expect(bom["components"]).not.toMatchObject([{ version: expect.anything() }, {}]);
  expect(bom["dependencies"]).toContainEqual({
    ref: "chart",
    dependsOn: ["blueprint:bp-cart", "blueprint:bp-mail"],
  });
});

test("in SPDX they are packages that the chart depends on", () => {
  const { packages, relationships } = json(spdx(input));
  expect(packages).toMatchObject([
    { SPDXID: "SPDXRef-chart" },
    {
      name: "bp-cart",
      sourceInfo: expect.stringContaining(">=2.0.0, ^1.0 || ^2.0; each") as string,
    },
    { name: "bp-mail", sourceInfo: expect.stringContaining("any version in ^1.0; each") as string },
  ]);
  expect(relationships).toContainEqual({
    spdxElementId: "SPDXRef-chart",
    relationshipType: "DEPENDS_ON",
    relatedSpdxElement: "SPDXRef-blueprint-bp-2d-mail",
  });
});

test("their order is not that of the input", () => {
  const turned = { ...input, dependencies: input.dependencies.toReversed() };
  expect(cyclonedx(turned)).toEqual(cyclonedx(input));
  expect(spdx(turned)).toEqual(spdx(input));
});
