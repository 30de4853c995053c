import { kitCheck } from "../../app/kit/check.ts";
import type { KitCheckReport } from "../../app/kit/kit-report.ts";
import { selectKits } from "../../app/kit/select-kits.ts";
import { rulesSettings } from "../../app/rules-settings.ts";
import type { Context, Loaded } from "../context.ts";
import { today } from "../today.ts";

/** Holds the rules of kits: what an answer of a former run spares. */
export async function checkedKits(
  { config, workspace, folder }: Loaded,
  selectors: readonly string[],
  context: Pick<Context, "rules" | "ports">,
): Promise<KitCheckReport> {
  const kits = selectKits(workspace, { selectors, folder });
  // Every rule is known where the configuration names some: a name that is none is told.
  const named = config.lint.rules.size > 0;
  const rules = named ? await context.rules(workspace) : rulesSettings(config);
  return kitCheck(workspace, kits, { ...rules, today: today(context) });
}
