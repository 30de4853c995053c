import { rendered } from "../../src/chart/index.ts";
import type { LintOptions } from "../../src/lint/index.ts";
import type { Rendered, UnitRender } from "../../src/model/render.ts";
import type { Files } from "./support.ts";
import { lintFiles, say } from "./support.ts";

/** What Helm printed for one file of the chart bp-a, as it prints it. */
export function printed(source: string, ...objects: readonly string[]): string {
  return objects.map((object) => `---\n# Source: bp-a/${source}\n${object.trimEnd()}\n`).join("");
}

/** Helm's answer for the unit a: its output, or what it says against the chart. */
export function answer(output: string | { readonly said: string }): Rendered {
  return typeof output === "string"
    ? rendered({ ok: true, output, said: "" })
    : rendered({ ok: false, output: "", said: output.said });
}

export function rendersOfA(
  of: Rendered,
  more: Partial<UnitRender> = {},
): Required<Pick<LintOptions, "renders">> {
  const render: UnitRender = {
    helm: "3.22.0",
    namespace: "default",
    rendered: of,
    others: [],
    ...more,
  };
  return { renders: new Map([["platform/a", render]]) };
}

/** What one rule says of the unit a and of what Helm printed for it, as `file:line:column message`. */
export function sayRendered(
  ruleId: string,
  files: Files,
  output: string | { readonly said: string },
): Promise<readonly string[]> {
  return say(ruleId, files, rendersOfA(answer(output)));
}

/** Why a rule looked at less than all: the last reason. */
export async function reasonOf(
  ruleId: string,
  files: Files,
  options: Omit<LintOptions, "crd"> = {},
): Promise<string | undefined> {
  const { notRun } = await lintFiles(files, options);
  return notRun.findLast((one) => one.ruleId === ruleId)?.reason;
}

export const notAsked = "the render was not asked for: bp lint --render";
