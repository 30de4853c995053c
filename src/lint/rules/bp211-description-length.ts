import type { ScalarNode } from "../../model/yaml-node.ts";
import { nodeAt } from "../../yaml/index.ts";
import type { TextEdit } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import type { Complaint, Rule } from "../rule.ts";
import { fixOf } from "../text-change.ts";

/** Characters beyond which a description with an apostrophe was refused. */
const limit = 600;

const pointer = "/description";

/** The description becomes an annotation of the manifest, which one registry was seen to refuse. */
export const descriptionLength: Rule = {
  id: "BP211",
  name: "description-length",
  severity: "info",
  summary: `A chart's description has at most ${limit} characters, or no straight apostrophe.`,
  why: "Helm copies the description into the manifest; a registry answered uploads of long ones with apostrophes by an error 500 that says nothing.",
  remedy: "Shorten the description; the README can say the rest.",
  fixes: "some",
  examples: {
    bad: "description: (six hundred characters and an upstream's name)\n",
    good: "description: What the chart installs, in a sentence or two.\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const { description } = unit.chart.metadata;
      if (description.length > limit && description.includes("'")) yield complaint(unit);
    }
  },
};

function complaint(unit: ChartUnit): Complaint {
  const { document, metadata, nameAt, text } = unit.chart;
  const node = nodeAt(document.root, pointer);
  const { length } = metadata.description;
  const message = `the description has ${length} characters and a straight apostrophe`;
  if (node?.kind !== "scalar") return { at: nameAt, pointer, message, unit };
  const told = { at: node.at, pointer, message, unit };
  if (text === undefined) return told;
  const edits = [...apostrophes(text, node)];
  if (!edits.every((edit) => isInsideWord(text, edit))) return told;
  const file = { file: node.at.file, text };
  return { ...told, fix: fixOf("write typographic apostrophes", file, edits) };
}

/** As in `chart's`; what may be a quotation mark is the author's to rewrite. */
function isInsideWord(text: string, { start, end }: TextEdit): boolean {
  return /\p{L}/u.test(text.charAt(start - 1)) && /\p{L}/u.test(text.charAt(end));
}

/** The apostrophes inside the scalar; single quotes around it stay, and two inside them are one. */
function* apostrophes(text: string, { start, end, style }: ScalarNode): Iterable<TextEdit> {
  const isSingle = style === "single";
  const [from, to] = isSingle ? [start + 1, end - 1] : [start, end];
  const mark = isSingle ? /''/gu : /'/gu;
  for (const { index, 0: found } of text.slice(from, to).matchAll(mark))
    yield { start: from + index, end: from + index + found.length, text: "\u2019" };
}
