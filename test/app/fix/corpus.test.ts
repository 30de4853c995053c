import { existsSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { planFixes, textsOf } from "../../../src/app/fix/plan.ts";
import { unifiedDiff } from "../../../src/report/index.ts";
import { diskTree, DraftTree } from "../../../src/workspace/index.ts";
import { tell } from "./telling.ts";

const corpus =
  process.env["BP_CORPUS"] ?? join(import.meta.dirname, "../../../../shared/corpus/openova");

/** The lines that a repair of this tree takes out or puts in. */
const intended: readonly RegExp[] = [
  // BP102
  /^\+ {8}(?:enum: \["Off", Initial, Auto, Recreate\]|default: "Off")$/u,
  /^- {8}(?:enum: \[Off, Initial, Auto, Recreate\]|default: Off)$/u,
  // BP103
  /^- {4}metricsPort: 9327$/u,
  // BP106
  /^- {4}description: \S.*$/u,
  /^\+ {4}summary: \S.*$/u,
  // BP115
  /^- {4}- bp-(?:cert-manager|crossplane)$/u,
  /^\+ {4}- blueprint: bp-(?:cert-manager|crossplane)$/u,
];

/** The rules of the manifest alone. */
async function told(...[tree]: Parameters<typeof tell>): ReturnType<typeof tell> {
  const { findings, ...rest } = await tell(tree);
  return { ...rest, findings: findings.filter(({ ruleId }) => ruleId.startsWith("BP1")) };
}

describe.skipIf(!existsSync(corpus))(`a real tree (${corpus})`, () => {
  test(
    "has only intended lines changed, and nothing the second time",
    { timeout: 120_000 },
    async () => {
      const draft = new DraftTree(diskTree(corpus));
      const plan = await planFixes(draft, told);
      const counts = Map.groupBy(plan.repairs, ({ ruleId }) => ruleId);
      expect(Object.fromEntries([...counts].map(([rule, made]) => [rule, made.length]))).toEqual({
        BP102: 2,
        BP103: 1,
        BP106: 18,
        BP115: 3,
      });
      const diff = await unifiedDiff(plan.files.map(textsOf));
      const changed = diff.split("\n").filter((line) => /^[-+](?![-+]{2} [ab]\/)/u.test(line));
      expect(changed.filter((line) => !intended.some((shape) => shape.test(line)))).toEqual([]);
      for (const { path, after } of plan.files) await draft.write(path, after, 10_000_000);
      const second = await planFixes(draft, told);
      expect([second.repairs, second.result.findings.filter(({ fixable }) => fixable)]).toEqual([
        [],
        [],
      ]);
    },
  );
});
