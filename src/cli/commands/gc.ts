import { resolve } from "node:path";

import type { CleanedRepository, GcReport } from "../../app/gc.ts";
import { gc } from "../../app/gc.ts";
import type { Check } from "../../model/check.ts";
import type { Block } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { duration } from "../duration.ts";
import { bytes, count } from "../phrase.ts";

export const run: Run = async ([folder], options, context) => {
  const report = await gc(
    {
      folder: folder === undefined ? context.embedded : resolve(context.cwd, folder),
      untagged: flag(options, "untagged"),
      dryRun: flag(options, "dryRun"),
      olderThanMs: duration(textOption(options, "olderThan") ?? "1h", "--older-than"),
    },
    context.ports,
  );
  return { report, blocks: blocks(report), checks: report.repositories.map(checkOf) };
};

/** A line for each repository from which something goes, what was damaged, and the totals. */
function blocks({ repositories, summary, dryRun, ok }: GcReport): readonly Block[] {
  const changed = repositories.filter(({ manifests, blobs }) => manifests + blobs > 0);
  const rows = changed.map(({ name, manifests, blobs, bytes: size }) => [
    name,
    { text: String(manifests), align: "right" as const },
    { text: String(blobs), align: "right" as const },
    { text: bytes(size), align: "right" as const },
  ]);
  const { manifests, blobs, bytes: size } = summary;
  const what = `${count(manifests, "manifest")} and ${count(blobs, "blob")}, ${bytes(size)}`;
  return [
    ...(rows.length === 0
      ? []
      : [{ kind: "table" as const, head: ["repository", "manifests", "blobs", "size"], rows }]),
    ...repositories.flatMap(problem),
    {
      kind: "line",
      text: `${what} ${dryRun ? "would go" : "removed"} from ${repositories.length === 1 ? "1 repository" : `${repositories.length} repositories`}`,
      tone: ok ? "good" : "bad",
    },
  ];
}

function problem({ name, error }: CleanedRepository): readonly Block[] {
  if (error === undefined) return [];
  const hint = error.hint === undefined ? "" : `\n  help: ${error.hint}`;
  return [{ kind: "line", text: `${name}: ${error.message}${hint}`, tone: "bad" }];
}

function checkOf({ name, manifests, blobs, error }: CleanedRepository): Check {
  const subject = { group: "gc", name };
  if (error === undefined)
    return { ...subject, state: "passed", detail: `${manifests} manifests, ${blobs} blobs` };
  const help = error.hint === undefined ? {} : { help: error.hint };
  return { ...subject, state: "failed", detail: error.message, ...help };
}
