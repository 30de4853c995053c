import { nearest } from "../../model/nearest.ts";
import type { Definition } from "../crossplane/definitions.ts";
import { definitionsIn } from "../crossplane/definitions.ts";
import type { CompositionObject } from "../crossplane/objects.ts";
import { at, ofKind, textAt } from "../crossplane/objects.ts";
import { groupOf } from "../groups.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import { judgeOf } from "../supply/judge.ts";

const type = "/spec/compositeTypeRef";

/** A composition is found by the type that it names. */
export const compositeType: Rule = {
  id: "BP325",
  name: "composite-type",
  severity: "error",
  summary:
    "A Composition's compositeTypeRef names a composite that the tree defines, in its referenceable version.",
  why: "Crossplane finds no composition for the composite then: claims are accepted and nothing is ever made of them.",
  remedy:
    "Name the kind of spec.names, not that of the claim, and the referenceable version. Where the definition is not of this tree, say under providers in bp.config.yaml who brings its API group.",
  examples: {
    bad: "compositeTypeRef: {apiVersion: example.org/v1, kind: Database}   # the claim's kind\n",
    good: "compositeTypeRef: {apiVersion: example.org/v1, kind: XDatabase}\n",
  },

  *check(input) {
    const definitions = definitionsIn(input.workspace.units);
    for (const object of ofKind(input.units, "Composition"))
      yield* judge(object, definitions, input);
  },
};

function* judge(
  object: CompositionObject,
  definitions: readonly Definition[],
  input: RuleInput,
): Iterable<Complaint> {
  const text = (name: string): string => textAt(object.document, `${type}/${name}`);
  const [apiVersion, kind] = [text("apiVersion"), text("kind")];
  if (apiVersion === "" || kind === "") {
    yield { ...at(object, type), message: "the composition names no type: apiVersion and kind" };
    return;
  }
  const ofGroup = definitions.filter(({ group }) => group === groupOf(apiVersion));
  const definition = ofGroup.find((one) => one.kind === kind);
  if (definition !== undefined) yield* judgeVersion(object, definition, apiVersion);
  else if (isClaim(kind, ofGroup) || !isBrought(object, { apiVersion, kind }, input))
    yield {
      ...at(object, `${type}/kind`),
      message: `nothing in the tree defines the composite ${kind} of ${apiVersion}${advice(kind, ofGroup)}`,
    };
}

function* judgeVersion(
  object: CompositionObject,
  { versions, object: { name } }: Definition,
  apiVersion: string,
): Iterable<Complaint> {
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
  const due = versions.find(({ referenceable }) => referenceable);
  if (due === undefined || due.name === version) return;
  const is = versions.some((one) => one.name === version)
    ? "is not referenceable"
    : "is none of its versions";
  yield {
    ...at(object, `${type}/apiVersion`),
    message: `${version} of ${name} ${is}: ${due.name} is the referenceable one`,
  };
}

/** The CRD of a claim is there, and no composition is found by it. */
function isClaim(kind: string, ofGroup: readonly Definition[]): boolean {
  return ofGroup.some(({ claim }) => claim?.kind === kind);
}

function advice(kind: string, ofGroup: readonly Definition[]): string {
  const claimed = ofGroup.find(({ claim }) => claim?.kind === kind);
  if (claimed !== undefined) return `: that is the claim of ${claimed.kind}`;
  const near = nearest(
    kind,
    ofGroup.map((one) => one.kind),
  );
  return near === undefined ? "" : `; did you mean ${near}?`;
}

/** By a chart of the tree, or by somebody who is known to bring the group. */
function isBrought(
  { unit }: CompositionObject,
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  { workspace, providers }: RuleInput,
): boolean {
  const { catalogue } = judgeOf(workspace, providers);
  const group = groupOf(apiVersion);
  if (catalogue.known(group) !== undefined) return true;
  const resource = { group, kind, name: "", namespace: "" };
  return catalogue.providers(resource, unit).some((one) => one.because === "offered");
}
