import type { Line } from "./lanes.ts";
import type { Box } from "./picture.ts";
import { xml } from "./text.ts";
import type { Ties } from "./ties.ts";

/** What a pointer over a line is told. */
export function edgeTitle({ edge, fault, deferred }: Line): string {
  const { from, to, range, when, implied, file, line } = edge;
  return title([
    implied === undefined
      ? `${from} needs ${to}${range === null ? "" : ` ${range}`}`
      : `${from} ${implied} of ${to}, on which it does not depend`,
    when === null ? "" : `when ${when}`,
    fault === undefined ? "" : faultText[fault],
    deferred ? "to be deferred" : "",
    `${file}:${line}`,
  ]);
}

const faultText = {
  cycle: "part of a cycle",
  missing: "not in the tree",
  unsatisfied: "the version in the tree does not satisfy it",
} as const;

/** What a pointer over a node is told. */
export function nodeTitle({ name, node, planned }: Box, ties: Ties): string {
  return title([
    node === undefined ? `${name}, not in the tree` : `${name} ${node.version}`.trim(),
    planned ? "still to come" : "",
    node?.file ?? "",
    listed("needs", ties.needs(name)),
    listed("needed by", ties.neededBy(name)),
  ]);
}

function listed(word: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${word} ${names.join(", ")}`;
}

function title(lines: readonly string[]): string {
  const written = lines.filter((line) => line !== "").map((line) => xml(line));
  return `<title>${written.join("&#10;")}</title>`;
}
