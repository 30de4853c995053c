import { sbomReport } from "../../app/sbom/report.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import { cyclonedxForm, sbomForms } from "../../model/sbom-form.ts";
import type { Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { selectionOf } from "../selection.ts";
import { sourceFacts } from "../source-facts.ts";
import { imageSearch } from "./image-search.ts";

/** `diff OLD NEW` compares; a blueprint of that name is named alone. */
export const run: Run = async (args, options, context) => {
  const [verb, ...sides] = args;
  if (verb === "diff" && sides.length > 0)
    return (await import("./sbom-diff.ts")).run(sides, options, context);
  const { workspace, tree, config, root, folder } = await context.workspace();
  const units = select(
    workspace,
    selectionOf(args, options, { relative: context.relative, folder }),
  );
  const [unit, ...more] = units;
  if (unit === undefined || more.length > 0)
    throw new BpError("USAGE", `${units.length} blueprints are selected: an SBOM is of one`, {
      hint: "name one, as `bp sbom axon`",
    });
  const asked = textOption(options, "format");
  const form = sbomForms.find(({ format }) => format === asked) ?? cyclonedxForm;
  const { report, text } = await sbomReport(
    unit,
    { tree, workspace, workspaceDependencies: config.workspaceDependencies },
    {
      tool: { name: "bp", version: context.version },
      source: await sourceFacts(root, [unit.folder]),
      environment: context.environment,
    },
    { form, spool: context.ports.spool, images: await imageSearch(options, context) },
  );
  return { report, blocks: [{ kind: "raw", text: text.trimEnd(), language: "json" }] };
};
