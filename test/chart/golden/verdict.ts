import type { Result } from "./compare.ts";
import { differences, isRefused } from "./compare.ts";

export type Verdict =
  | { readonly kind: "equal" | "both refuse" }
  | { readonly kind: "by design" | "different"; readonly why: string };

/** What we refuse and helm packages, on purpose (docs/commands/package.md). */
const designed: readonly (readonly [refusal: RegExp, why: string])[] = [
  [/leaves the (?:chart's folder|workspace)/u, "a link leaves the chart"],
  [/is not UTF-8/u, "a name or .helmignore is not UTF-8"],
  [/a backslash in the name/u, "a name holds a backslash"],
  [/two subcharts are called/u, "two subcharts have one name"],
  [/is not vendored in that version/u, "charts/ holds another version than is declared"],
  [/"v3" is not v1 or v2/u, "apiVersion is neither v1 nor v2 (helm 3 takes it, helm 4 does not)"],
  [
    /the values are a/u,
    "a later document of values.yaml is no mapping (helm 3 reads the first alone)",
  ],
  [
    /Helm's limit (?:for a file )?is/u,
    "helm packages what it cannot read back: 100 MiB in all, 5 MiB a file",
  ],
];

export function judge(own: Result, other: Result): Verdict {
  if (isRefused(own)) return isRefused(other) ? { kind: "both refuse" } : refusal(own.refused);
  if (isRefused(other)) return { kind: "different", why: `helm alone refuses: ${other.refused}` };
  const found = differences(own, other);
  return found.length === 0 ? { kind: "equal" } : { kind: "different", why: found.join("\n") };
}

function refusal(message: string): Verdict {
  const why = designed.find(([pattern]) => pattern.test(message))?.[1];
  if (why !== undefined) return { kind: "by design", why };
  return { kind: "different", why: `we alone refuse: ${message}` };
}
