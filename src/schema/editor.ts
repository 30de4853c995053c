import { editorValueSchema } from "./editor-value.ts";
import type { JsonObject } from "./json.ts";
import { isObject, member } from "./json.ts";

/**
 * A JSON Schema (draft 7) of the resource that a CRD defines, for editors: what the API server refuses is an error,
 * and so is a field that the CRD does not declare, even where the API server keeps it, since nothing reads it. With
 * descriptions, and the meaning of each value of an enumeration (`enumDescriptions`, as VS Code's schemas have it).
 */
export function editorSchema(crd: unknown): JsonObject {
  return JSON.parse(JSON.stringify(schemaOf(crd), plain)) as JsonObject;
}

function schemaOf(crd: unknown): JsonObject {
  const spec = member(crd, "spec");
  const kind = text(member(member(spec, "names"), "kind"));
  const served = servedVersions(spec);
  const shapes = Map.groupBy(served, ({ source }) => JSON.stringify(source, plain));
  const bodies = [...shapes.values()].map((versions) => resource(versions, kind));
  const head = { $schema: "http://json-schema.org/draft-07/schema#", title: kind };
  if (bodies.length === 1) return { ...head, ...bodies[0] };
  const choices = [...shapes.values()].map((versions, index) => ({
    if: { properties: { apiVersion: { enum: versions.map(({ apiVersion }) => apiVersion) } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: bodies[index],
  }));
  return { ...head, ...envelope(served, kind), allOf: choices };
}

interface Served {
  readonly apiVersion: string;
  readonly source: unknown;
}

function servedVersions(spec: unknown): readonly Served[] {
  const versions = member(spec, "versions");
  return (Array.isArray(versions) ? versions : [])
    .filter((version) => member(version, "served") !== false)
    .map((version) => ({
      apiVersion: `${text(member(spec, "group"))}/${text(member(version, "name"))}`,
      source: member(member(version, "schema"), "openAPIV3Schema"),
    }));
}

function resource(versions: readonly Served[], kind: string): JsonObject {
  const body = editorValueSchema(versions[0]?.source, "");
  const { apiVersion, kind: kindSchema, metadata } = properties(envelope(versions, kind));
  const declared = properties(body);
  return {
    ...body,
    required: [...new Set(["apiVersion", "kind", "metadata", ...names(body["required"])])],
    properties: {
      ...declared,
      apiVersion: { ...declared["apiVersion"], ...apiVersion },
      kind: { ...declared["kind"], ...kindSchema },
      metadata: { ...metadata, ...declared["metadata"] },
    },
  };
}

/** What every object of Kubernetes has. */
function envelope(versions: readonly Served[], kind: string): JsonObject {
  const texts = { type: "object", additionalProperties: { type: "string" } };
  return {
    type: "object",
    required: ["apiVersion", "kind", "metadata"],
    properties: {
      apiVersion: { type: "string", enum: versions.map(({ apiVersion }) => apiVersion) },
      kind: { type: "string", enum: [kind] },
      metadata: {
        type: "object",
        description: "What the object is called, and how it is marked.",
        required: ["name"],
        properties: {
          name: { type: "string", description: "The name, as bp-axon." },
          labels: { description: "Words by which objects are selected.", ...texts },
          annotations: { description: "Notes of tools.", ...texts },
        },
      },
    },
  };
}

function properties(schema: JsonObject): Readonly<Record<string, JsonObject>> {
  const found = schema["properties"];
  return isObject(found) ? (found as Readonly<Record<string, JsonObject>>) : {};
}

function names(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function plain(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
