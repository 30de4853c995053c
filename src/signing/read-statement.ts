import type { Digest } from "../model/digest.ts";
import { algorithmOf, hexOf } from "../model/digest.ts";
import type { Envelope } from "./dsse.ts";
import { readJson, refuse } from "./refusal.ts";
import { isRecord } from "./strict-json.ts";

const types: ReadonlySet<unknown> = new Set([
  "https://in-toto.io/Statement/v1",
  "https://in-toto.io/Statement/v0.1",
]);
const fields: ReadonlySet<string> = new Set(["_type", "subject", "predicateType", "predicate"]);

/** What a statement says of its subject. */
export interface Claim {
  readonly predicateType: string;
  /** undefined where the statement has none. */
  readonly predicate: unknown;
}

/**
 * What an envelope's in-toto statement says, once it is found to be about the subject. The signature is not looked at
 * here. Neither the subject nor the type is checked by the Sigstore library.
 * @throws BpError VERIFICATION
 */
export function claimAbout({ payload }: Envelope, subject: Digest): Claim {
  const statement = readJson(payload, "statement");
  const unknown = Object.keys(statement).find((key) => !fields.has(key));
  if (unknown !== undefined) refuse(`the statement has an unknown field ${unknown}`);
  if (!types.has(statement["_type"])) refuse("the payload is not an in-toto statement");
  const { predicateType, predicate } = statement;
  if (typeof predicateType !== "string") refuse("the statement has no predicate type");
  assertNames(statement["subject"], subject);
  return { predicateType, predicate };
}

function assertNames(subjects: unknown, subject: Digest): void {
  const algorithm = algorithmOf(subject);
  const digests = Array.isArray(subjects) ? subjects.map((item) => digestIn(item, algorithm)) : [];
  if (digests.includes(hexOf(subject))) return;
  const named = digests.find((digest) => digest !== undefined);
  refuse(
    named === undefined
      ? "the statement names no subject"
      : `the statement is about ${algorithm}:${named}, not about this artifact`,
  );
}

function digestIn(item: unknown, algorithm: string): string | undefined {
  const digests = isRecord(item) ? item["digest"] : undefined;
  const value = isRecord(digests) ? digests[algorithm] : undefined;
  return typeof value === "string" ? value : undefined;
}
