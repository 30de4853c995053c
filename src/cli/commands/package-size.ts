import type { PackagedFile, PackageReport } from "../../app/package.ts";
import type { Source } from "../../app/packaging.ts";
import { withReleaseSizes } from "../../app/release-sizes.ts";
import { measuredRenders } from "../../app/render/renders-of.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Block } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textsOption } from "../declaration.ts";
import { bytes } from "../phrase.ts";

/** How many parts a person is shown. */
const shown = 15;

/** The report with what each release takes in its Secret. @throws BpError NOT_FOUND where there is no Helm */
export async function measured(
  report: PackageReport,
  units: readonly Unit[],
  source: Source,
  { options, context }: { readonly options: CommandOptions; readonly context: Context },
): Promise<PackageReport> {
  const { helms, cache } = await context.helms(textsOption(options, "helm"));
  const { targets } = await context.config();
  const { ports, concurrency, interrupted: signal } = context;
  const asked = { helms: helms.slice(0, 1), kubernetes: targets.kubernetes };
  const outside = { spool: ports.spool, cache, concurrency, signal };
  return withReleaseSizes(report, await measuredRenders(units, source, asked, outside));
}

/** What a release is made of, largest first. */
export function sizeBlocks({ packages }: PackageReport): readonly Block[] {
  return packages.flatMap((one) => (one.release === undefined ? [] : blocksOf(one, one.release)));
}

function blocksOf(
  { name, version }: PackagedFile,
  { size, limit, helm, parts }: NonNullable<PackagedFile["release"]>,
): readonly Block[] {
  const percent = (100 * size) / limit;
  const share = percent < 10 ? percent.toFixed(1) : percent.toFixed(0);
  const left = parts.length - shown;
  const text = `${name} ${version}: its release takes ${bytes(size)} of ${bytes(limit)}, ${share} % (helm ${helm})`;
  return [
    { kind: "line", text, tone: "strong" },
    {
      kind: "table",
      head: ["part", "in full", "in the release"],
      rows: parts
        .slice(0, shown)
        .map((part) => [
          part.name,
          { text: bytes(part.bytes), align: "right" },
          { text: bytes(part.stored), align: "right" },
        ]),
    },
    ...(left > 0
      ? [{ kind: "line" as const, text: `and ${left} smaller ones`, tone: "dim" as const }]
      : []),
  ];
}
