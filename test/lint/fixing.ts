import { compatible } from "../../src/app/fix/choose.ts";
import { splice } from "../../src/yaml/index.ts";
import type { Files } from "./support.ts";
import { lintFiles } from "./support.ts";

/** What became of the files, how often they changed, and how much the rule still says. */
export interface Fixed {
  readonly files: Files;
  readonly rounds: number;
  readonly left: number;
}

/** Makes one rule's repairs, round by round, until it has none. */
export async function fixed(ruleId: string, files: Files): Promise<Fixed> {
  let current = files;
  for (let rounds = 0; rounds < 10; rounds += 1) {
    const found = (await lintFiles(current)).findings.filter((one) => one.ruleId === ruleId);
    const changes = compatible(found).flatMap(({ fix }) => fix?.changes ?? []);
    if (changes.length === 0) return { files: current, rounds, left: found.length };
    const edited = Map.groupBy(changes, ({ file }) => file);
    const texts = [...edited].map(([file, edits]) => [file, splice(current[file] ?? "", edits)]);
    current = Object.assign({}, current, Object.fromEntries(texts));
  }
  throw new Error(`the repairs of ${ruleId} do not come to an end`);
}
