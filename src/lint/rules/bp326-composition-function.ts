import { nearest } from "../../model/nearest.ts";
import { items, nodeAt, pointerTo, scalarText } from "../../yaml/index.ts";
import type { Functions } from "../crossplane/functions.ts";
import { functionOf, functionsOf } from "../crossplane/functions.ts";
import type { CompositionObject } from "../crossplane/objects.ts";
import { at, ofKind, textAt } from "../crossplane/objects.ts";
import type { Complaint, Rule } from "../rule.ts";

/** A pipeline is as good as the functions that are installed. */
export const compositionFunction: Rule = {
  id: "BP326",
  name: "composition-function",
  severity: "error",
  summary:
    "A Composition is a pipeline whose steps have names of their own and functions that the tree installs.",
  why: "A step whose function is not installed stops the whole pipeline: nothing is composed, and the claim waits without an end. Without `mode: Pipeline` Crossplane 1 passes over the pipeline, and Crossplane 2 has no other mode.",
  remedy:
    "Write mode: Pipeline, and declare the Function beside the composition or in a chart of the tree, under the name that the step gives.",
  examples: {
    bad: "mode: Pipeline\npipeline:\n  - step: render\n    functionRef: {name: function-go-template}\n",
    good: "mode: Pipeline\npipeline:\n  - step: render\n    functionRef: {name: function-go-templating}\n",
  },

  *check({ units, workspace }) {
    const compositions = ofKind(units, "Composition");
    if (compositions.length === 0) return;
    const functions = functionsOf(workspace);
    for (const object of compositions) {
      yield* judgeMode(object);
      yield* judgeSteps(object, functions);
    }
  },

  notRun({ units, workspace }) {
    const { names, packages } = functionsOf(workspace);
    const unknown = ofKind(units, "Composition").some((object) =>
      stepsOf(object).some((step) => functionOf(step) !== "" && !names.has(functionOf(step))),
    );
    if (packages.length === 0 || !unknown) return undefined;
    return `functions may come with the packages of ${packages.join(", ")}, into which nobody looked`;
  },
};

function* judgeMode(object: CompositionObject): Iterable<Complaint> {
  const mode = textAt(object.document, "/spec/mode");
  if (mode === "Pipeline") {
    if (stepsOf(object).length === 0)
      yield { ...at(object, "/spec/pipeline"), message: "the pipeline has no steps" };
    return;
  }
  if (stepsOf(object).length > 0)
    yield {
      ...at(object, "/spec/mode"),
      message: `the mode is ${mode || "not written"}, so that Crossplane 1 passes over the pipeline`,
    };
  else
    yield {
      ...at(object, "/spec/mode"),
      severity: "warning",
      message: "the composition is no pipeline, and Crossplane 2 takes nothing else",
    };
}

function* judgeSteps(
  object: CompositionObject,
  { names, packages }: Functions,
): Iterable<Complaint> {
  const seen = new Set<string>();
  for (const [index, step] of stepsOf(object).entries()) {
    const pointer = pointerTo("spec", "pipeline", index);
    const name = scalarText(nodeAt(step, "/step")) ?? "";
    if (name === "") yield { ...at(object, `${pointer}/step`), message: "the step has no name" };
    else if (seen.has(name))
      yield { ...at(object, `${pointer}/step`), message: `a step before is named ${name} too` };
    seen.add(name);
    const used = functionOf(step);
    if (used === "")
      yield {
        ...at(object, `${pointer}/functionRef`),
        message: `the step${name === "" ? "" : ` ${name}`} names no function`,
      };
    else if (!names.has(used) && packages.length === 0) {
      const near = nearest(used, [...names]);
      const advice = near === undefined ? "" : `; did you mean ${near}?`;
      const message = `nothing in the tree installs the function ${used}${advice}`;
      yield { ...at(object, `${pointer}/functionRef/name`), message };
    }
  }
}

function stepsOf({ document }: CompositionObject) {
  return items(nodeAt(document.root, "/spec/pipeline"));
}
