import type { Structural } from "../model/structural.ts";

const typeMeta: readonly string[] = ["apiVersion", "kind", "metadata"];

/** metadata's fields (meta/v1 ObjectMeta), which every object has whatever its schema says. */
const objectMeta: readonly string[] = [
  "annotations",
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "finalizers",
  "generateName",
  "generation",
  "labels",
  "managedFields",
  "name",
  "namespace",
  "ownerReferences",
  "resourceVersion",
  "selfLink",
  "uid",
];

/** What an object may hold by name. */
export interface Fields {
  readonly names: ReadonlySet<string>;
  /** Any other name goes too: it is a map, or free. */
  readonly open: boolean;
  /** Other names survive pruning without being declared. */
  readonly kept: boolean;
}

/** The fields of an object of this schema; the root and every embedded resource have apiVersion, kind and metadata. */
export function fieldsOf(schema: Structural, isResource: boolean): Fields {
  const declared = [...schema.properties.keys(), ...(isResource ? typeMeta : [])];
  const free = schema.preserveUnknown && schema.properties.size === 0 && !isResource;
  return {
    names: new Set(declared),
    open: schema.additionalProperties !== undefined || free,
    kept: schema.preserveUnknown,
  };
}

/** The fields of a resource's metadata. */
export const metadataFields: Fields = { names: new Set(objectMeta), open: false, kept: false };
