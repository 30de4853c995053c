import { expect, test } from "vitest";

import { cyclonedx, spdx } from "../../src/sbom/index.ts";
import { licenceExpression } from "../../src/sbom/licence.ts";
import { officialSchema } from "./support.ts";

test.each([
  ["Apache-2.0", "Apache-2.0"],
  ["apache-2.0", "Apache-2.0"],
  ["MIT or Apache-2.0", "MIT OR Apache-2.0"],
  ["(MIT OR Apache-2.0) AND BSD-3-Clause", "(MIT OR Apache-2.0) AND BSD-3-Clause"],
  ["((MIT))", "((MIT))"],
  ["Apache License 2.0", undefined],
  ["MIT AND", undefined],
  ["(MIT", undefined],
  ["MIT Apache-2.0", undefined],
  ["Proprietary", undefined],
  ["", undefined],
])("%j as an expression is %s", (text, expression) => {
  expect(licenceExpression(text)).toBe(expression);
});

test.each(["MIT", "MIT OR Apache-2.0", "Shop's own"])("%s is valid in both forms", (text) => {
  const input = {
    subject: {
      kind: "chart",
      name: "a",
      version: "1.0.0",
      licence: { text, foundIn: "Chart.yaml" },
    },
    subcharts: [],
    images: [],
    renders: [],
    dependencies: [],
    tool: { name: "bp", version: "0.1.0" },
  } as const;
  const bom: unknown = JSON.parse(Buffer.from(cyclonedx(input)).toString());
  const validate = officialSchema();
  expect(validate(bom), JSON.stringify(validate.errors)).toBe(true);
  expect(JSON.stringify(bom)).toContain(text);
  expect(Buffer.from(spdx(input)).toString()).toContain(text);
});
