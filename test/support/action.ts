import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseYaml, toValue } from "../../src/yaml/index.ts";
import { built, project } from "./built.ts";
import type { Outcome } from "./program.ts";
import { mustRun, run } from "./program.ts";
import { temporary } from "./workspace.ts";

type Texts = Readonly<Record<string, string>>;

/** What the runner reads of an action.yml. */
interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly default?: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** An action as a runner has fetched it: the tree of a version's tag, and nothing beside it. */
export interface Fetched {
  readonly folder: string;
  readonly action: Action;
}

export async function fetchedAction(): Promise<Fetched> {
  await built();
  const folder = join(temporary(), "action");
  await mustRun(process.execPath, [join(project, "scripts/action-tree.ts"), folder]);
  const file = join(folder, "action.yml");
  const action = toValue(parseYaml(readFileSync(file, "utf8"), file).documents[0]?.root) as Action;
  return { folder, action };
}

/**
 * Runs a step that uses the action as the runner does: inputs in variables, with their defaults, an unknown one told.
 * @param clone what is checked out
 * @param env what the runner sets beside the inputs
 */
export async function useAction(
  { folder, action }: Fetched,
  given: Texts,
  { clone, env }: { readonly clone: string; readonly env: Texts },
): Promise<Outcome & { readonly outputs: Texts }> {
  const stray = Object.keys(given).find((name) => !(name in action.inputs));
  if (stray !== undefined) throw new Error(`the action has no input ${stray}`);
  const inputs = Object.entries(action.inputs).map(([name, { default: otherwise = "" }]) => {
    const value = given[name] ?? (otherwise.includes("${{") ? "" : otherwise);
    return [`INPUT_${name.toUpperCase()}`, value] as const;
  });
  const output = join(temporary(), "output");
  const outcome = await run(process.execPath, [join(folder, action.runs.main)], {
    cwd: clone,
    env: {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: clone,
      GITHUB_OUTPUT: output,
      HOME: temporary(),
      COSIGN_PASSWORD: undefined,
      ...env,
      ...Object.fromEntries(inputs),
    },
  });
  return { ...outcome, outputs: outputsIn(output) };
}

/** `NAME<<DELIMITER`, lines, `DELIMITER`, as the runner reads it. */
function outputsIn(file: string): Texts {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return {};
  }
  const found = text.matchAll(/^(?<name>[\w-]+)<<(?<end>\S+)\n(?<value>[^]*?)\n\k<end>$/gmu);
  return Object.fromEntries(
    [...found].map(({ groups = {} }) => [groups["name"] ?? "", groups["value"] ?? ""]),
  );
}
