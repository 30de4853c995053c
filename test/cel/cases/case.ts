/** What an API server makes of a rule: it holds, it does not, or the CRD that has it is refused. */
export type Outcome = "holds" | "fails" | "refused";

/** A rule, the value of the schema that it is held against, and the outcome. */
export type Case = readonly [rule: string, outcome: Outcome, value?: unknown];

/** Rules of one schema; the value of a case that names none is the group's. */
export interface Group {
  readonly title: string;
  /** YAML of a structural schema. */
  readonly schema: string;
  readonly value: unknown;
  readonly cases: readonly Case[];
}

/** Rules that look at nothing but themselves. */
export function alone(title: string, cases: readonly Case[]): Group {
  return {
    title,
    schema: "{type: object, properties: {x: {type: string}}}",
    value: { x: "" },
    cases,
  };
}
