import { emitYaml, toValue } from "../../yaml/index.ts";
import type { UnitRendered } from "./render-units.ts";

/** A unit that one Helm renders otherwise than the first one did. */
export interface Disagreement {
  readonly name: string;
  /** The versions of the two. */
  readonly helm: string;
  readonly against: string;
  /** The objects, sorted and written alike, by the first and by the other. */
  readonly before: string;
  readonly after: string;
}

/** Where several Helms do not give the same objects, whatever their order and writing. */
export function disagreements(renders: readonly UnitRendered[]): readonly Disagreement[] {
  const byFolder = Map.groupBy(renders, ({ unit }) => unit.folder);
  return [...byFolder.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const before = textOf(first);
    return others.flatMap((other) => {
      const after = textOf(other);
      if (after === before) return [];
      const [name, against, helm] = [first.unit.name, first.helm ?? "", other.helm ?? ""];
      return [{ name, helm, against, before, after }];
    });
  });
}

function textOf({ rendered }: UnitRendered): string {
  if (rendered.kind === "not rendered") return `# ${rendered.reason}\n`;
  if (rendered.kind === "failed") return `# ${rendered.message}\n`;
  const objects = rendered.objects.map(
    ({ source, node }) => `---\n# Source: ${source}\n${emitYaml(toValue(node))}`,
  );
  return objects.toSorted().join("");
}
