import type { Chart } from "../../model/chart.ts";
import type { Unit } from "../../model/workspace.ts";

/** A file of a unit that holds tests, or is one. */
export interface TestFile {
  readonly unit: Unit & { readonly chart: Chart };
  /** Relative to the workspace root. */
  readonly file: string;
  readonly kind: "declared" | "script";
}

/** In tests/ of the unit or of its chart, not in a folder below. */
const pattern = /^(?:chart\/)?tests\/[^/]+\.(ya?ml|sh)$/u;

/** The tests of units that have a chart, sorted by file. */
export function testFiles(units: readonly Unit[]): readonly TestFile[] {
  return units.flatMap((unit) => {
    if (!hasChart(unit)) return [];
    return (unit.files ?? []).flatMap((path): TestFile[] => {
      const ending = pattern.exec(path)?.[1];
      if (ending === undefined) return [];
      const kind = ending === "sh" ? "script" : "declared";
      return [{ unit, file: `${unit.folder}/${path}`, kind }];
    });
  });
}

function hasChart(unit: Unit): unit is TestFile["unit"] {
  return unit.chart !== undefined;
}

/** The folder that holds the file's tests/: the unit's, or its chart's. */
export function folderOf({ file }: Pick<TestFile, "file">): string {
  return file.slice(0, file.lastIndexOf("/tests/"));
}
