/** One entry of `x-kubernetes-validations`. */
export interface CelRule {
  readonly rule: string;
  readonly message: string | undefined;
  readonly messageExpression: string | undefined;
  /** What kind of error the API server makes of it, as FieldValueRequired. */
  readonly reason: string | undefined;
  /** The field below the rule's own place that is to blame, as `.spec['a-b']`. */
  readonly fieldPath: string | undefined;
  /** `oldSelf` is an optional, so that the rule holds for a new object too. */
  readonly optionalOldSelf: boolean;
  /** JSON pointer of the entry in the CRD. */
  readonly pointer: string;
}

/** Value checks that do not shape the data: keywords of JSON Schema as the CRD writes them. */
export interface ValueChecks {
  readonly keywords: Readonly<Record<string, unknown>>;
  readonly allOf: readonly ValueSchema[];
  readonly anyOf: readonly ValueSchema[];
  readonly oneOf: readonly ValueSchema[];
  readonly not: ValueSchema | undefined;
}

/** A schema inside allOf, anyOf, oneOf or not, which may check and may not shape. */
export interface ValueSchema extends ValueChecks {
  readonly type: string | undefined;
  readonly properties: ReadonlyMap<string, ValueSchema>;
  readonly items: ValueSchema | undefined;
}

export type ListType = "atomic" | "set" | "map";

/**
 * A structural schema (Kubernetes, "Specifying a structural schema"): what a CustomResourceDefinition may say of a
 * value.
 */
export interface Structural extends ValueChecks {
  /** JSON pointer of the schema in the CRD. */
  readonly pointer: string;
  /** object, array, string, integer, number, boolean; undefined for int-or-string and for anything at all. */
  readonly type: string | undefined;
  readonly format: string | undefined;
  readonly nullable: boolean;
  readonly default: { readonly value: unknown } | undefined;
  readonly properties: ReadonlyMap<string, Structural>;
  /** The schema of every value of a map; true: any value; undefined: no map. */
  readonly additionalProperties: Structural | true | undefined;
  readonly items: Structural | undefined;
  readonly intOrString: boolean;
  readonly preserveUnknown: boolean;
  readonly embeddedResource: boolean;
  readonly listType: ListType | undefined;
  readonly listMapKeys: readonly string[];
  readonly rules: readonly CelRule[];
}
