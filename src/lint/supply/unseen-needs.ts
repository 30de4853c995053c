import type { Unit } from "../../model/workspace.ts";
import { naming, unreadTemplates } from "../charts.ts";
import type { RuleInput } from "../rule.ts";
import { judgeOf } from "./judge.ts";

/** Why it cannot be told what all of these units use and bring. */
export function unseenNeeds(
  { workspace, providers }: RuleInput,
  units: readonly Unit[],
): string | undefined {
  const { catalogue } = judgeOf(workspace, providers);
  const absent = units.filter((unit) => catalogue.absent(unit).length > 0);
  const reason = "not vendored: nobody can look into the charts that are not in charts/ of";
  return unreadTemplates(units) ?? naming(reason, absent);
}
