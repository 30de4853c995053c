import type { Digest } from "../model/digest.ts";
import { algorithmOf, hexOf } from "../model/digest.ts";
import { predicateType } from "../model/media-type.ts";

/** An in-toto statement (in-toto attestation framework v1, statement.md) about one subject. */
export interface Statement {
  readonly predicateType: string;
  /** Its JSON, the same for the same input. */
  readonly payload: Uint8Array;
}

/** The statement that stands for a signature since cosign 3: an empty predicate, a subject without a name (interop §2.4). */
export function signStatement(subject: Digest): Statement {
  return statement(subject, predicateType.cosignSign, {});
}

/** @param predicate the SLSA v1 predicate that `provenance` makes */
export function provenanceStatement(subject: Digest, predicate: object): Statement {
  return statement(subject, predicateType.slsaProvenance, predicate);
}

/**
 * @param sbom JSON: the whole document is the predicate (interop §5.2)
 * @throws SyntaxError where it is not JSON
 */
export function sbomStatement(subject: Digest, type: string, sbom: Uint8Array): Statement {
  const document: unknown = JSON.parse(new TextDecoder().decode(sbom));
  return statement(subject, type, document);
}

/** @param predicate another tool's result, under its own type */
export function predicateStatement(subject: Digest, type: string, predicate: object): Statement {
  return statement(subject, type, predicate);
}

/**
 * The SBOM that an attestation holds, as a file: the predicate in two-space JSON with a newline at its end, the form in
 * which it was given to `sbomStatement`.
 */
export function attestedSbom(predicate: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(predicate, undefined, 2)}\n`);
}

function statement(subject: Digest, type: string, predicate: unknown): Statement {
  const json = JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ digest: { [algorithmOf(subject)]: hexOf(subject) } }],
    predicateType: type,
    predicate,
  });
  return { predicateType: type, payload: new TextEncoder().encode(json) };
}
