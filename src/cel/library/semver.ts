import { EvaluationFault } from "../fault.ts";
import type { CallCost, Declared, Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { traversal } from "../size.ts";
import type { Opaque } from "../value.ts";
import type { SemverParts } from "./semver-text.ts";
import { compareSemver, normalized, parseSemver } from "./semver-text.ts";

/** A value of the type kubernetes.Semver. */
interface Semver extends Opaque {
  readonly parts: SemverParts;
}

function read(text: string, isLoose = false): SemverParts | undefined {
  const strict = isLoose ? normalized(text) : text;
  return strict === undefined ? undefined : parseSemver(strict);
}

/** @throws EvaluationFault where the text is no version */
function parse(text: string, isLoose = false): Semver {
  const parts = read(text, isLoose);
  if (parts === undefined)
    throw new EvaluationFault(`${JSON.stringify(text)} is not a semantic version`);
  return {
    kind: "opaque",
    type: "kubernetes.Semver",
    parts,
    equals: (other) => compareSemver(parts, (other as Semver).parts) === 0,
  };
}

const order = (a: Semver, b: Semver): number => compareSemver(a.parts, b.parts);
const once: CallCost = ([text = null]) => traversal(text);
const v = "kubernetes.Semver";

function number(name: "major" | "minor" | "patch"): Declared {
  return method(`${v}.${name}(): int`, ({ parts }: Semver) => parts[name]);
}

/** Kubernetes' library of semantic versions. */
export const semver: Library = {
  since: 33,
  functions: [
    plain(`semver(string): ${v}`, (text: string) => parse(text), once),
    plain(`semver(string, bool): ${v}`, parse, once),
    plain("isSemver(string): bool", (text: string) => read(text) !== undefined, once),
    plain(
      "isSemver(string, bool): bool",
      (text: string, isLoose: boolean) => read(text, isLoose) !== undefined,
      once,
    ),
    method(`${v}.isGreaterThan(${v}): bool`, (a: Semver, b: Semver) => order(a, b) > 0),
    method(`${v}.isLessThan(${v}): bool`, (a: Semver, b: Semver) => order(a, b) < 0),
    method(`${v}.compareTo(${v}): int`, (a: Semver, b: Semver) => BigInt(order(a, b))),
    number("major"),
    number("minor"),
    number("patch"),
  ],
};
