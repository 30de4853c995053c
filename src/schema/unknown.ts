import { pointerTo } from "../model/pointer.ts";
import type { Structural } from "../model/structural.ts";
import type { Fields } from "./fields.ts";
import { fieldsOf, metadataFields } from "./fields.ts";
import { isObject, member } from "./json.ts";
import { eachChild } from "./walk.ts";

/** A field that its schema does not declare (BP120). */
export interface UnknownField {
  readonly pointer: string;
  readonly name: string;
  /** x-kubernetes-preserve-unknown-fields keeps it; otherwise the API server prunes it. */
  readonly kept: boolean;
  /** The names that are declared beside it, sorted. */
  readonly known: readonly string[];
}

/** Every undeclared field, outermost only. An object that declares no field at all is free, and nothing in it unknown. */
export function* unknownFields(
  schema: Structural,
  value: unknown,
  pointer: string,
  isResource: boolean,
): Iterable<UnknownField> {
  if (isObject(value)) {
    yield* strangers(fieldsOf(schema, isResource), value, pointer);
    if (isResource)
      yield* strangers(metadataFields, member(value, "metadata"), pointerTo(pointer, "metadata"));
  }
  for (const child of eachChild(schema, value, pointer)) {
    if (isResource && child.pointer === pointerTo(pointer, "metadata")) continue;
    yield* unknownFields(child.schema, child.value, child.pointer, child.schema.embeddedResource);
  }
}

function* strangers(fields: Fields, value: unknown, pointer: string): Iterable<UnknownField> {
  if (!isObject(value) || fields.open) return;
  const known = [...fields.names].toSorted();
  for (const name of Object.keys(value)) {
    if (!fields.names.has(name))
      yield { pointer: pointerTo(pointer, name), name, kept: fields.kept, known };
  }
}
