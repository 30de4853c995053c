import { existsSync } from "node:fs";
import { resolve } from "node:path";

import type { SbomDiffReport, SbomSide } from "../../app/sbom/diff.ts";
import { publishedSbom, sbomDiff } from "../../app/sbom/diff.ts";
import { BpError } from "../../model/error.ts";
import { parseReference } from "../../model/reference.ts";
import type { Block, Cell } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { count } from "../phrase.ts";
import { givenText } from "../read-text.ts";

const limit = 64 * 1024 * 1024;

/** @throws BpError USAGE where it is not two */
export const run: Run = async (sides, options, context) => {
  const [old, next, ...more] = sides;
  if (old === undefined || next === undefined || more.length > 0)
    throw new BpError("USAGE", `bp sbom diff compares two, and ${sides.length} are named`, {
      hint: "name two files or artifacts: bp sbom diff OLD NEW",
    });
  const report = sbomDiff(
    await sideOf(old, options, context),
    await sideOf(next, options, context),
  );
  return { report, blocks: blocks(report) };
};

/** A file that is there, else what a registry or a layout has. */
async function sideOf(text: string, options: CommandOptions, context: Context): Promise<SbomSide> {
  const path = resolve(context.cwd, text);
  if (existsSync(path)) {
    const bytes = new TextEncoder().encode(await givenText(path, { option: "diff", limit }));
    return { name: text, bytes };
  }
  const { target, digest, tag = "latest" } = parseReference(text);
  const network = await context.network(options);
  return publishedSbom(network.open(target, "pull"), digest ?? tag, text);
}

const tones = { added: "good", removed: "bad", changed: "warn" } as const;

function blocks({ changes, old, new: next }: SbomDiffReport): readonly Block[] {
  const rows = changes.map(({ change, kind, name, from, to }): Cell[] => [
    { text: change, tone: tones[change] },
    { text: kind },
    { text: name },
    { text: shown(from) },
    { text: shown(to) },
  ]);
  const sizes = `${count(old.components, "component")} before, ${next.components} after`;
  return [
    ...(rows.length === 0
      ? []
      : [{ kind: "table", head: ["", "kind", "name", "before", "after"], rows } as const]),
    {
      kind: "line",
      text: `${rows.length === 0 ? "the same" : count(rows.length, "change")}: ${sizes}`,
    },
  ];
}

function shown(versions: readonly string[]): string {
  return versions.map((version) => (version === "" ? "no version" : version)).join(", ");
}
