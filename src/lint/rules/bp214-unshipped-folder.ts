import { startOf } from "../../model/location.ts";
import type { Unit } from "../../model/workspace.ts";
import { naming } from "../charts.ts";
import type { Rule } from "../rule.ts";

/** Folders that authors write beside chart/ in the belief that they are published. */
const written = ["card", "policies"] as const;

/** Only what lies in chart/ is packaged, and compositions/ beside it. */
export const unshippedFolder: Rule = {
  id: "BP214",
  name: "unshipped-folder",
  severity: "warning",
  summary:
    "What a blueprint ships lies in chart/ and compositions/: policies/ and card/ beside them are not packaged.",
  why: "The files are reviewed and merged, and never reach a cluster, since what is published is the chart, blueprint.yaml and compositions/ alone.",
  remedy:
    "Move the files into chart/templates/ or chart/files/, or give them a blueprint of their own.",
  examples: {
    bad: "platform/x/policies/deny.yaml\n",
    good: "platform/x/chart/templates/deny.yaml\n",
  },

  *check({ units }) {
    for (const unit of units) {
      for (const folder of written) {
        const held = filesIn(unit, folder);
        const [first] = held;
        if (first === undefined) continue;
        const count = held.length === 1 ? "1 file" : `${held.length} files`;
        const message = `${folder}/ holds ${count} that no package carries`;
        yield { at: startOf(`${unit.folder}/${first}`), message, unit };
      }
    }
  },

  notRun: ({ units }) =>
    naming(
      "the files were not listed of",
      units.filter(({ files }) => files === undefined),
    ),
};

function filesIn({ files = [] }: Unit, folder: string): readonly string[] {
  return files.filter((path) => path.startsWith(`${folder}/`));
}
