import { ruleInfos } from "../../app/rule-infos.ts";
import { BpError } from "../../model/error.ts";
import { bashScript } from "../completion/bash.ts";
import { fishScript } from "../completion/fish.ts";
import type { CompletedLine } from "../completion/line.ts";
import { completedLine } from "../completion/line.ts";
import { namesLike } from "../completion/names.ts";
import { zshScript } from "../completion/zsh.ts";
import type { Context } from "../context.ts";
import type { Run } from "../declaration.ts";
import { kinds } from "../new-kinds.ts";
import type { Outcome } from "../outcome.ts";
import { commands } from "./index.ts";

const scripts: Readonly<Record<string, (line: CompletedLine) => string>> = {
  bash: bashScript,
  fish: fishScript,
  zsh: zshScript,
};

/** The script alone on standard output, so that a shell can read it. `names` is what the scripts ask for. */
export const run: Run = async ([shell = "", word = ""], _options, context) => {
  if (shell === "names") return outcome(await names(context, word));
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined)
    throw new BpError("USAGE", `no completion for the shell ${JSON.stringify(shell)}`, {
      hint: `write one of ${Object.keys(scripts).join(", ")}`,
    });
  const rule = ruleInfos().map(({ id }) => id);
  const line = completedLine(commands, { rule, kind: kinds, shell: Object.keys(scripts) });
  return outcome(script(line), shell);
};

function outcome(text: string, language?: string): Outcome {
  const report = {
    schemaVersion: 1,
    command: "completion",
    ok: true,
    exitCode: 0,
    findings: [],
    text,
  } as const;
  return {
    report,
    blocks:
      text === "" ? [] : [{ kind: "raw", text, ...(language === undefined ? {} : { language }) }],
  };
}

async function names(context: Context, word: string): Promise<string> {
  const { workspace } = await context.workspace();
  return namesLike(workspace.units, word).join("\n");
}
