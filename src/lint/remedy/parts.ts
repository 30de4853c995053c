import type { Edit } from "../../graph/index.ts";
import type { Chart } from "../../model/chart.ts";

/** Places that are named of a chart, at most. */
const most = 3;

/** Whether a chart has two parts that could be two charts: templates of its own, or charts that it brings. */
export function isDivisible({ templates = [], metadata }: Chart): boolean {
  const own = templates.filter(({ path }) => /^templates\/(?!_|.*\/_|NOTES\.txt)/u.test(path));
  return own.length + metadata.dependencies.length > 1;
}

/** The first lines of a chart's own templates that name something outside comments, one of each template. */
export function mentions(
  { folder, templates = [] }: Chart,
  name: string,
  text: string,
): readonly Edit[] {
  const word = new RegExp(`(?<![\\w-])(?:bp-)?${escaped(name)}(?!\\w)`, "u");
  const found = templates.flatMap(({ path, text: template }) => {
    const lines = path.startsWith("templates/") ? template.split("\n") : [];
    const at = lines.findIndex((line) => word.test(line.replace(/#.*/u, "")));
    return at === -1 ? [] : { file: `${folder}/${path}`, line: at + 1, text };
  });
  return found.slice(0, most);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}
