import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

import type { SbomImage } from "../../src/sbom/index.ts";

/** An image as values name it, in the top chart or one inside. */
export function image(reference: string, foundIn: readonly string[], owner = ""): SbomImage {
  return { reference, foundIn, owners: [owner], foundBy: ["values"] };
}

/** CycloneDX's own schema, as the library carries it. */
export function officialSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat("iri-reference", (text: string) => !/[\s<>"{}|\\^`]/u.test(text));
  ajv.addFormat("idn-email", /@/u);
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) {
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  return ajv.compile(read("bom-1.6"));
}

function read(name: string): object {
  const library = createRequire(import.meta.url).resolve(
    "@cyclonedx/cyclonedx-library/package.json",
  );
  const file = join(dirname(library), "res/schema", `${name}.SNAPSHOT.schema.json`);
  return JSON.parse(readFileSync(file, "utf8")) as object;
}
