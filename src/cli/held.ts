import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Config } from "../app/config.ts";
import type { RulesInput } from "../app/rules-held.ts";
import type { CrdText } from "../app/schema.ts";
import type { Workspace } from "../model/workspace.ts";
import type { Context } from "./context.ts";
import { readConfig } from "./read-config.ts";
import type { Root } from "./root.ts";

/** What a workspace is held against. */
export function heldOf(
  workspace: Context["workspace"],
  { config: file }: Root,
  { cwd, packageRoot }: Pick<Context, "cwd" | "packageRoot">,
): Pick<Context, "rules" | "crd"> {
  return {
    rules: async (given) =>
      readRules(given ?? (await workspace()).workspace, await readConfig(file, cwd), packageRoot),
    async crd() {
      const { crdValue } = await import("../app/schema.ts");
      return crdValue((await workspace()).workspace, await embeddedCrd(packageRoot));
    },
  };
}

async function readRules(
  workspace: Workspace,
  config: Config,
  packageRoot: string,
): Promise<RulesInput> {
  const { builtRules } = await import("../app/rules-held.ts");
  const built = workspace.crd === undefined ? builtRules(config) : undefined;
  if (built !== undefined) return built;
  const [{ rulesInput }, crd] = await Promise.all([
    import("../app/rules-input.ts"),
    embeddedCrd(packageRoot),
  ]);
  return rulesInput(workspace, config, crd);
}

async function embeddedCrd(packageRoot: string): Promise<CrdText> {
  const file = "schemas/blueprint.crd.yaml";
  return { text: await readFile(join(packageRoot, file), "utf8"), file };
}
