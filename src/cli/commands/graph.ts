import { graphReport } from "../../app/graph.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Block } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { count } from "../phrase.ts";
import { selectionOf } from "../selection.ts";

const formats = ["tree", "dot", "mermaid"] as const;

export const run: Run = async (args, options, context) => {
  const format = drawingOf(textOption(options, "format"));
  const { workspace, folder } = await context.workspace();
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const { report, drawing } = graphReport(
    workspace,
    select(workspace, selection),
    format,
    await context.rules(),
  );
  // A drawing is meant for another program: nothing may stand beside it on standard output.
  if (format !== "tree")
    return { report, blocks: [{ kind: "raw", text: drawing, language: format }] };
  const { findings, nodes, edges, waves, cycles, missing, unsatisfied } = report;
  const faults = [
    ...(cycles.length === 0 ? [] : [count(cycles.length, "cycle")]),
    ...(missing.length === 0 ? [] : [`${missing.length} missing`]),
    ...(unsatisfied.length === 0 ? [] : [`${unsatisfied.length} unsatisfied`]),
  ];
  const blocks: Block[] = [
    { kind: "raw", text: drawing },
    {
      kind: "findings",
      findings,
      source: await context.sourceLines(findings.map(({ file }) => file)),
    },
    {
      kind: "line",
      text: `${count(nodes.length, "node")}, ${count(edges.length, "edge")}, ${count(waves.length, "wave")}${faults.map((fault) => `, ${fault}`).join("")}`,
    },
  ];
  return { report, blocks };
};

/** `json` names the report, which no drawing stands in. @throws BpError USAGE */
function drawingOf(name: string | undefined): (typeof formats)[number] {
  const format = name === "json" ? "tree" : formats.find((known) => known === name);
  if (format !== undefined) return format;
  throw new BpError("USAGE", `unknown drawing ${JSON.stringify(name ?? "")}`, {
    hint: `--format takes ${formats.join(", ")}, or json for the report`,
  });
}
