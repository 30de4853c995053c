import type { Environment } from "@marcbachmann/cel-js";

import type { Structural } from "../model/structural.ts";
import { equalValues } from "./equal.ts";
import { celName } from "./names.ts";
import { scalarShape } from "./scalar.ts";

/** How CEL sees the values of a schema: a type's name, and the value that a rule gets for one from JSON. */
export interface Shape {
  readonly type: string;
  convert(value: unknown): unknown;
}

/** Declares the types of a schema in an environment; each object with fields is a type of its own. */
export class Shapes {
  readonly #environment: Environment;
  #count = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Undefined where the schema tells nothing of its values, which CEL then cannot see. */
  of(schema: Structural, isResource = false): Shape | undefined {
    const shape = this.#bare(schema, isResource || schema.embeddedResource);
    if (shape === undefined || !schema.nullable) return shape;
    return { type: "dyn", convert: (value) => (value === null ? null : shape.convert(value)) };
  }

  #bare(schema: Structural, isResource: boolean): Shape | undefined {
    if (schema.type === "array") return this.#list(schema);
    if (schema.type !== "object") return scalarShape(schema);
    const { additionalProperties } = schema;
    if (typeof additionalProperties === "object") return this.#map(additionalProperties);
    return this.#object(schema, isResource);
  }

  #list({ items }: Structural): Shape | undefined {
    const item = items === undefined ? undefined : this.of(items);
    if (item === undefined) return undefined;
    return {
      type: `list<${item.type}>`,
      convert: (value) => (Array.isArray(value) ? value.map((one) => item.convert(one)) : value),
    };
  }

  #map(values: Structural): Shape | undefined {
    const shape = this.of(values);
    if (shape === undefined) return undefined;
    return {
      type: `map<string, ${shape.type}>`,
      convert: (value) =>
        new Map(entriesOf(value).map(([name, one]) => [name, shape.convert(one)])),
    };
  }

  #object(schema: Structural, isResource: boolean): Shape {
    const fields = new Map<string, Shape>(isResource ? this.#resourceFields() : []);
    for (const [name, property] of schema.properties) {
      const shape = isResource && name === "metadata" ? undefined : this.of(property);
      if (shape !== undefined && celName(name) !== undefined) fields.set(name, shape);
    }
    return this.#declare(fields);
  }

  /** What every resource has; of its metadata a rule may see the names alone. */
  #resourceFields(): [string, Shape][] {
    const text: Shape = { type: "string", convert: (value) => value };
    const names = new Map([
      ["generateName", text],
      ["name", text],
    ]);
    return [
      ["apiVersion", text],
      ["kind", text],
      ["metadata", this.#declare(names)],
    ];
  }

  #declare(fields: ReadonlyMap<string, Shape>): Shape {
    class Fields extends Map<string, unknown> {}
    this.#count += 1;
    const type = `Object${this.#count}`;
    const types = [...fields].map(([name, shape]) => [celName(name), shape.type]);
    this.#environment.registerType(type, { ctor: Fields, fields: Object.fromEntries(types) });
    this.#environment.registerOperator(`${type} == ${type}`, equalValues);
    return { type, convert: (value) => new Fields(convertFields(value, fields)) };
  }
}

function convertFields(
  value: unknown,
  fields: ReadonlyMap<string, Shape>,
): readonly [string, unknown][] {
  return entriesOf(value).flatMap(([name, one]): [string, unknown][] => {
    const shape = fields.get(name);
    return shape === undefined ? [] : [[celName(name) ?? name, shape.convert(one)]];
  });
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
