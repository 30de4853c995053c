import { ownerOf } from "../carried.ts";
import type { Rule } from "../rule.ts";

/** The reader of YAML finds these, since nothing is left of the first value once a file is read. */
export const duplicateKey: Rule = {
  id: "BP103",
  name: "duplicate-key",
  severity: "error",
  summary: "No mapping of a YAML file writes a key twice.",
  why: "Helm takes the last value without a word, so that what stands above is dead; stricter readers, and server-side apply, refuse the file.",
  remedy: "Keep one of the two.",
  fixes: "some",
  examples: {
    bad: "service:\n  port: 80\n  port: 8080\n",
    good: "service:\n  port: 8080\n",
  },

  *check({ units, workspace }) {
    const isWhole = units.length === workspace.units.length;
    const folders = new Map(units.map((unit) => [unit.folder, unit]));
    for (const found of workspace.findings) {
      if (found.ruleId !== "BP103") continue;
      const unit = ownerOf(found.file, folders);
      if (unit === undefined && !isWhole) continue;
      const { message, pointer, help, fix } = found;
      yield {
        at: found,
        message,
        pointer,
        ...(unit === undefined ? {} : { unit }),
        ...(help === undefined ? {} : { help }),
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
};
