import { predicateType } from "../../model/media-type.ts";
import type { VerifiedStatement } from "../../signing/index.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";

/** Every provenance that the signer attests names a build, its builder and its material (SLSA v1). */
export function checkProvenance(statements: readonly VerifiedStatement[]): Found<undefined> {
  const attested = statements.filter((one) => one.predicateType === predicateType.slsaProvenance);
  const [first] = attested.map(({ predicate }) => builderOf(predicate));
  if (first === undefined) throw new CheckFault("no provenance is attested");
  return { value: undefined, detail: `built by ${first}` };
}

function builderOf(predicate: unknown): string {
  const definition = member(predicate, "buildDefinition");
  const builder = member(member(predicate, "runDetails"), "builder");
  const id = member(builder, "id");
  if (!isText(member(definition, "buildType")))
    throw new CheckFault("the provenance names no build type");
  if (member(definition, "externalParameters") === undefined)
    throw new CheckFault("the provenance does not say what was built");
  if (!isText(id)) throw new CheckFault("the provenance names no builder");
  return id;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function member(value: unknown, name: string): unknown {
  const held: Readonly<Record<string, unknown>> =
    typeof value === "object" && value !== null ? { ...value } : {};
  return held[name];
}
