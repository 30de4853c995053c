import type { Pattern } from "../../model/pattern.ts";
import { parsePattern } from "../../model/pattern.ts";
import { EvaluationFault } from "../fault.ts";
import type { CallCost, Library } from "../overload.ts";
import { method } from "../overload.ts";
import { matching, sizeOf } from "../size.ts";
import { CelList } from "../value.ts";

/** @throws EvaluationFault where the source is no RE2 expression */
function patternOf(source: string): Pattern {
  const pattern = parsePattern(source);
  if (pattern === undefined) throw new EvaluationFault(`${source} is not an RE2 expression`);
  return pattern;
}

export function matches(text: string, source: string): boolean {
  return patternOf(source).test(text);
}

function findAll(text: string, source: string, limit = -1n): CelList {
  const most = limit < 0n ? Number.POSITIVE_INFINITY : Number(limit);
  return new CelList(patternOf(source).findAll(text, most));
}

const cost: CallCost = ([text = null, source = null]) => matching(sizeOf(text), sizeOf(source));

/** Kubernetes' regex library. */
export const regex: Library = {
  since: 29,
  functions: [
    method(
      "string.find(string): string",
      (text: string, source: string) => patternOf(source).findAll(text, 1)[0] ?? "",
      cost,
    ),
    method(
      "string.findAll(string): list<string>",
      (text: string, source: string) => findAll(text, source),
      cost,
    ),
    method("string.findAll(string, int): list<string>", findAll, cost),
  ],
};
