import type { Structural } from "../model/structural.ts";
import { withDefaults } from "./defaults.ts";
import { duplicates } from "./lists.ts";
import type { Pruned } from "./prune.ts";
import { prune } from "./prune.ts";
import type { Scope } from "./scopes.ts";
import { schemasWithRules, scopesOf } from "./scopes.ts";
import type { UnknownField } from "./unknown.ts";
import { unknownFields } from "./unknown.ts";
import type { Violation } from "./violation.ts";

/** One version of a resource: what the API server would make of a manifest of it. */
export interface CrdVersion {
  readonly name: string;
  readonly schema: Structural;
  /** Where the value breaks the schema, after nulls are dropped and defaults set. Empty: it is valid. */
  validate(value: unknown): readonly Violation[];
  /** The value as it would be stored. */
  prune(value: unknown): Pruned;
  /** The undeclared fields, those that would be pruned and those that are kept. */
  unknown(value: unknown): readonly UnknownField[];
  /** A copy without nulls that the schema forbids and with its defaults. */
  default(value: unknown): unknown;
  /** The places of a value (with its defaults) at which CEL rules must hold. */
  scopes(value: unknown): readonly Scope[];
  /** The schemas that have CEL rules. */
  readonly ruled: readonly Structural[];
}

/** The validator is made when it is first asked. */
export function crdVersion(
  name: string,
  schema: Structural,
  validator: () => (value: unknown) => readonly Violation[],
): CrdVersion {
  let check: ReturnType<typeof validator> | undefined;
  return {
    name,
    schema,
    validate(value) {
      check ??= validator();
      const whole = withDefaults(schema, value);
      return [...check(whole), ...duplicates(schema, whole, "")];
    },
    prune: (value) => prune(schema, value),
    unknown: (value) => [...unknownFields(schema, value, "", true)],
    default: (value) => withDefaults(schema, value),
    scopes: (value) => [...scopesOf(schema, withDefaults(schema, value), "")],
    ruled: [...schemasWithRules(schema)],
  };
}
