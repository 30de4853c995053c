import { relative } from "node:path";

import type { GraphReport } from "../../app/graph/graph-report.ts";
import { graphReport, knotted } from "../../app/graph/graph.ts";
import type { GraphScope } from "../../app/graph/scope.ts";
import { selectKit } from "../../app/graph/select-kit.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { Block } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { selectionOf } from "../selection.ts";
import { today } from "../today.ts";
import { graphBlocks } from "./graph-blocks.ts";

const formats = ["tree", "dot", "mermaid", "svg"] as const;

type Format = (typeof formats)[number];

export const run: Run = async (args, options, context) => {
  const format = formatOf(textOption(options, "format"), flag(options, "open"));
  const why = pairOf(options["why"]);
  const implied = impliedOf(options);
  const { workspace: shallow, folder } = await context.workspace();
  const scopeIn = (workspace: Workspace): GraphScope =>
    scopeOf(workspace, args, { options, folder, relative: context.relative });
  // What can be done about a cycle stands in templates and values, which nothing else here needs.
  const within = knotted(shallow, scopeIn(shallow));
  const deep = {
    contents: true,
    within: (unit: string): boolean => implied || within.has(unit),
  };
  const workspace = within.size === 0 && !implied ? shallow : (await context.load(deep)).workspace;
  const { report, drawing } = graphReport({
    workspace,
    scope: scopeIn(workspace),
    rules: { ...(await context.rules()), today: today(context) },
    implied,
    ...(why === undefined ? {} : { why }),
  });
  if (flag(options, "open"))
    return { report, blocks: [await shown(report, drawing("svg"), context)] };
  // A drawing is meant for another program: nothing may stand beside it on standard output.
  if (format !== "tree")
    return {
      report,
      blocks: [{ kind: "raw", text: drawing(format), language: languages[format] }],
    };
  const source = await context.sourceLines(report.findings.map(({ file }) => file));
  return { report, blocks: graphBlocks(report, drawing("tree"), source) };
};

const languages: Readonly<Record<Exclude<Format, "tree">, string>> = {
  dot: "dot",
  mermaid: "mermaid",
  svg: "xml",
};

/** `json` names the report, which no drawing stands in. @throws BpError USAGE */
function formatOf(name: string | undefined, open: boolean): Format {
  const format = name === "json" ? "tree" : formats.find((known) => known === name);
  if (format === undefined)
    throw new BpError("USAGE", `unknown drawing ${JSON.stringify(name ?? "")}`, {
      hint: `--format takes ${formats.join(", ")}, or json for the report`,
    });
  if (open && format !== "tree" && format !== "svg")
    throw new BpError("USAGE", `--open shows svg, not ${format}`, {
      hint: "leave --format out",
    });
  return format;
}

/** @throws BpError USAGE with what it says nothing of */
function impliedOf(options: CommandOptions): boolean {
  if (!flag(options, "implied")) return false;
  const other = ["kit", "why"].find((name) => flag(options, name) || Array.isArray(options[name]));
  if (other === undefined) return true;
  throw new BpError("USAGE", `--implied shows blueprints, and goes without --${other}`, {
    hint: `leave --${other} out`,
  });
}

/** @throws BpError USAGE where there are not two names */
function pairOf(given: unknown): readonly [string, string] | undefined {
  if (!Array.isArray(given)) return undefined;
  const [from, to, ...more] = given.map(String);
  if (from !== undefined && to !== undefined && more.length === 0) return [from, to];
  throw new BpError("USAGE", "--why takes two names", {
    hint: "as `bp graph --why cortex network-policies`; what else is selected stands before it",
  });
}

function scopeOf(
  workspace: Workspace,
  args: readonly string[],
  where: {
    readonly options: CommandOptions;
    readonly folder: string;
    readonly relative: (path: string) => string;
  },
): GraphScope {
  const { options, folder, relative } = where;
  if (!flag(options, "kit")) {
    return { kind: "depends", units: select(workspace, selectionOf(args, options, where)) };
  }
  const widening = ["withDependencies", "withDependents"].filter((name) => flag(options, name));
  if (widening.length > 0)
    throw new BpError("USAGE", "--kit shows a whole kit", {
      hint: "leave --with-dependencies and --with-dependents out",
    });
  const selectors = args.map((selector) => relative(selector));
  return { kind: "kit", kit: selectKit(workspace, { selectors, folder }) };
}

async function shown({ kit }: GraphReport, text: string, context: Context): Promise<Block> {
  const name = kit === null ? "graph.svg" : "kit-graph.svg";
  const { file, opened } = await context.showPicture({ name, text });
  const path = relative(context.cwd, file);
  return opened
    ? { kind: "line", text: `${path} is open in the browser`, tone: "good" }
    : { kind: "line", text: `there is no browser to open: the picture is ${path}`, tone: "warn" };
}
