import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { ValidateFunction } from "ajv/dist/2020.js";
import { Ajv2020 } from "ajv/dist/2020.js";

const folder = join(import.meta.dirname, "../../../schemas");
const suffix = ".schema.json";

interface Schema {
  readonly $schema: string;
  readonly $id: string;
}

function readSchema(file: string): Schema {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as Schema;
}

/** Those of reports and the configuration; the editor's schema of blueprint.yaml is of an older draft. */
const files = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .filter((file) => readSchema(file).$schema.includes("2020-12"));
const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
});
for (const file of files) ajv.addSchema(readSchema(file));

/** The names of all schemas, as `list`. */
export const schemaNames: readonly string[] = files.map((file) => file.slice(0, -suffix.length));

export function schema(name: string): ValidateFunction {
  const found = ajv.getSchema(readSchema(`${name}${suffix}`).$id);
  if (found === undefined) throw new Error(`there is no schema ${name}`);
  return found;
}

/** What the schema says against the value, a line each. */
export function faults(name: string, value: unknown): readonly string[] {
  const validate = schema(name);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`,
  );
}
