import type { StoredPart } from "../model/render.ts";
import { secretLimit } from "../model/render.ts";
import type { PackagedFile, PackageReport } from "./package.ts";
import type { UnitRendered } from "./render/render-units.ts";

/** What a release of the chart takes where Helm keeps it. */
export interface ReleaseSize {
  /** The Helm that was asked for the manifest, by its version. */
  readonly helm: string;
  /** In bytes. */
  readonly size: number;
  readonly limit: number;
  /** Largest first. */
  readonly parts: readonly StoredPart[];
}

/** The packages with the sizes of their releases; of a chart that was not rendered a note says why. */
export function withReleaseSizes(
  report: PackageReport,
  renders: readonly UnitRendered[],
): PackageReport {
  const byFolder = new Map(renders.map((one) => [one.unit.folder, one]));
  const packages = report.packages.map((one) => sized(one, byFolder.get(one.folder)));
  return { ...report, packages };
}

function sized(file: PackagedFile, render: UnitRendered | undefined): PackagedFile {
  if (render === undefined || file.error !== undefined) return file;
  const { helm = "", stored, rendered } = render;
  if (stored !== undefined)
    return {
      ...file,
      release: { helm, limit: secretLimit, size: stored.size, parts: stored.parts },
    };
  if (rendered.kind === "rendered") return file;
  const reason =
    rendered.kind === "failed" ? `Helm refuses it: ${rendered.message}` : rendered.reason;
  return { ...file, notes: [...file.notes, `the release was not measured: ${reason}`] };
}
