import type { VerifiedStatement } from "../../signing/index.ts";
import type { NamedCheck } from "./report.ts";

export interface AttestationCondition {
  /** CEL. */
  readonly source: string;
  /** Undefined where it holds for the predicate, else why it does not. */
  readonly broken: (predicate: unknown) => string | undefined;
}

/** An attestation that a policy asks for. */
export interface RequiredAttestation {
  /** As the policy writes it. */
  readonly name: string;
  /** The predicate type. */
  readonly type: string;
  /** All must hold for one and the same statement. */
  readonly conditions: readonly AttestationCondition[];
}

/** One statement by the signer, of the type, for which every condition holds. */
export function attestationCheck(
  { name, type, conditions }: RequiredAttestation,
  statements: readonly VerifiedStatement[],
): NamedCheck {
  const check = `attestation ${name}`;
  const problems: string[] = [];
  for (const { predicateType, predicate } of statements) {
    if (predicateType !== type) continue;
    const problem = firstBroken(conditions, predicate);
    if (problem === undefined)
      return { name: check, ok: true, detail: `${type}: ${held(conditions.length)}` };
    problems.push(problem);
  }
  return { name: check, ok: false, detail: problems[0] ?? `nothing attests ${type}` };
}

function held(count: number): string {
  if (count === 0) return "it is attested";
  return count === 1 ? "the condition holds" : `all ${count} conditions hold`;
}

function firstBroken(
  conditions: readonly AttestationCondition[],
  predicate: unknown,
): string | undefined {
  for (const { source, broken } of conditions) {
    const why = broken(predicate);
    if (why !== undefined) return `${source}: ${why}`;
  }
  return undefined;
}
