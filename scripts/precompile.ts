import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { _ } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import type { RolldownPlugin } from "rolldown";

import type { Structural } from "../src/model/structural.ts";
import { compileCrd } from "../src/schema/crd.ts";
import { toJsonSchema } from "../src/schema/to-json-schema.ts";
import { ajvFor } from "../src/schema/validate.ts";
import { parseYaml, toValue } from "../src/yaml/index.ts";

/** Puts the compiled CRD into the bundle, in the place of src/schema/precompiled.ts. */
export function precompile(root: string): RolldownPlugin {
  const place = join(root, "src/schema/precompiled.ts");
  return {
    name: "precompile",
    async load(id) {
      if (id !== place) return null;
      const file = "schemas/blueprint.crd.yaml";
      return { code: moduleOf(await readFile(join(root, file), "utf8"), file), moduleType: "js" };
    },
  };
}

/** @throws Error for a CRD with faults: the program takes it for good */
function moduleOf(text: string, file: string): string {
  const crd = compileCrd(toValue(parseYaml(text, file).documents[0]?.root));
  const { group, kind, versions, faults } = crd;
  if (faults.length > 0) throw new Error(`${file}: ${JSON.stringify(faults)}`);
  const schemas = [...new Set([...versions.values()].map(({ schema }) => schema))];
  const entries = [...versions].map(([name, { schema }]) => {
    const at = schemas.indexOf(schema);
    return `{ name: ${literal(name)}, schema: schema_${at}, check: check_${at} }`;
  });
  return [
    'import { ownExpression as expression } from "./own-expression.ts";',
    'import { formats } from "./formats.ts";',
    withImports(checksOf(schemas)),
    ...schemas.map((schema, at) => `const schema_${at} = ${literal(schema)};`),
    `const versions = [${entries.join(", ")}];`,
    `export const precompiled = { group: ${literal(group)}, kind: ${literal(kind)}, versions };`,
  ].join("\n");
}

/** The validators as ajv prints them, one export a schema. */
function checksOf(schemas: readonly Structural[]): string {
  const ajv = ajvFor({ source: true, esm: true, formats: _`formats` });
  const names = schemas.map((schema, at) => {
    ajv.addSchema(toJsonSchema(schema), `check_${at}`);
    return `check_${at}`;
  });
  return standalone.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
}

/** A value of plain data and maps as an expression. @throws Error for anything else */
function literal(value: unknown): string {
  if (value === undefined) return "undefined";
  if (value instanceof Map) return `new Map(${literal([...value])})`;
  if (Array.isArray(value)) return `[${value.map(literal).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value);
    return `{${fields.map(([name, field]) => `[${literal(name)}]:${literal(field)}`).join(",")}}`;
  }
  if (typeof value === "function" || typeof value === "symbol")
    throw new Error(`no literal of a ${typeof value}`);
  return JSON.stringify(value);
}

/** Ajv asks for its run-time parts by require, also in a module. */
function withImports(code: string): string {
  const parts = [...new Set([...code.matchAll(/require\("([^"]+)"\)/gu)].map(([, part]) => part))];
  const imports = parts.map((part, at) => `import part${at} from "${part}.js";`);
  const body = code
    .replace(/^"use strict";/u, "")
    .replaceAll(/require\("([^"]+)"\)/gu, (_all, part: string) => `part${parts.indexOf(part)}`);
  return [...imports, body].join("\n");
}
