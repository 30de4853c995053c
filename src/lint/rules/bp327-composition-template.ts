import type { CompositionFile, Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { items, LineTable, nodeAt, scalarText } from "../../yaml/index.ts";
import { groupOf } from "../groups.ts";
import { leavesOf } from "../leaves.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Nothing renders compositions/ before it is applied. */
export const compositionTemplate: Rule = {
  id: "BP327",
  name: "composition-template",
  severity: "error",
  summary:
    "Template actions stand in compositions/ only in the input of a function that carries them out.",
  why: "The folder is applied as it is written: outside such an input {{ }} is no template but text, or no YAML at all.",
  remedy:
    "Write the value out, take it from the composite in a step of function-go-templating, or move the object into chart/templates/, which Helm renders.",
  examples: {
    bad: "metadata:\n  name: {{ .Release.Name }}-databases\n",
    good: "metadata:\n  name: xdatabases.example.org\n",
  },

  *check({ units }) {
    for (const unit of units) for (const file of unit.compositions ?? []) yield* judge(unit, file);
  },
};

/** One complaint for a file, at the first action. */
function* judge(unit: Unit, { path, text, documents }: CompositionFile): Iterable<Complaint> {
  if (!text.includes("{{")) return;
  const allowed = documents.flatMap(({ root }) => [...templated(root)]);
  const found = [...text.matchAll(/\{\{.*?\}\}/gsu)].filter(
    ({ index }) =>
      !isComment(text, index) && !allowed.some(({ start, end }) => start <= index && index < end),
  );
  const [first] = found;
  if (first === undefined) return;
  const [action = ""] = first;
  const more = found.length === 1 ? "" : ` (and ${found.length - 1} more)`;
  const lines = new LineTable(text, `${unit.folder}/${path}`);
  yield {
    at: lines.locate(first.index, first.index + action.length),
    message: `nothing carries out ${shown(action)} here${more}`,
    unit,
  };
}

/** The inputs of functions, but of the one that only patches; and what is said for readers. */
function* templated(root: YamlNode | undefined): Iterable<YamlNode> {
  for (const step of items(nodeAt(root, "/spec/pipeline"))) {
    const input = nodeAt(step, "/input");
    const group = groupOf(scalarText(nodeAt(input, "/apiVersion")) ?? "");
    if (input !== undefined && group !== "pt.fn.crossplane.io") yield input;
  }
  for (const { node, path } of leavesOf(root)) if (path.at(-1) === "description") yield node;
}

function isComment(text: string, index: number): boolean {
  return text
    .slice(text.lastIndexOf("\n", index) + 1, index)
    .trimStart()
    .startsWith("#");
}

function shown(action: string): string {
  const line = action.replaceAll(/\s+/gu, " ");
  return line.length > 40 ? `${line.slice(0, 37)}…` : line;
}
