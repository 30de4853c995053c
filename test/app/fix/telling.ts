import { planFixes } from "../../../src/app/fix/plan.ts";
import type { FixPlan } from "../../../src/app/fix/plan.ts";
import { lint } from "../../../src/lint/index.ts";
import type { LintResult } from "../../../src/lint/index.ts";
import type { Tree } from "../../../src/model/tree.ts";
import { loadWorkspace } from "../../../src/workspace/index.ts";
import { embeddedCrd, treeOf } from "../../lint/support.ts";
import type { Files } from "../../lint/support.ts";

/** What all the rules say of a tree. */
export async function tell(tree: Tree): Promise<LintResult> {
  const roots = ["platform", "products"];
  return lint(await loadWorkspace(tree, { roots, contents: true }), { crd: embeddedCrd });
}

/** The texts that `--fix` would change. */
export async function fixed(files: Files): Promise<{ plan: FixPlan<LintResult>; after: Files }> {
  const plan = await planFixes(treeOf(files), tell);
  const texts = plan.files.map(({ path, after }) => [path, text(after)]);
  return { plan, after: Object.fromEntries(texts) };
}

/** A byte order mark stays. */
export function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
