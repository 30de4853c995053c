import { relative } from "node:path";

import { publishFaults } from "../../app/publish/gate.ts";
import { publish } from "../../app/publish/publish.ts";
import { select } from "../../app/select.ts";
import type { Target } from "../../model/reference.ts";
import { parseTarget } from "../../model/reference.ts";
import type { Context } from "../context.ts";
import type { Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { selectionOf } from "../selection.ts";
import { sourceFacts } from "../source-facts.ts";
import { artifactCheck, artifactOutput } from "./checks.ts";
import { publishBlocks } from "./publish-blocks.ts";
import { publishSigner } from "./publish-signer.ts";
import { verifyCommand } from "./verify-command.ts";

export const run: Run = async (args, options, context) => {
  const { workspace, tree, config, root, folder } = await context.workspace();
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const units = select(workspace, selection);
  const dryRun = flag(options, "dryRun");
  const to = textOption(options, "to") ?? config.registry;
  const target = to === undefined ? embedded(context) : parseTarget(to);
  const network = await context.network(options);
  const signer = dryRun ? undefined : await publishSigner(to, options, context, network);
  const findings = publishFaults(workspace, units, await context.rules());
  const report = await publish(
    {
      source: { tree, workspace, workspaceDependencies: config.workspaceDependencies },
      units,
      findings,
      target,
      signer,
      facts: {
        tool: { name: "bp", version: context.version },
        source: await sourceFacts(root),
        environment: context.environment,
      },
      checkAll: flag(options, "checkAll"),
      concurrency: context.concurrency,
      interrupted: context.interrupted,
    },
    {
      ...context.ports,
      open: (place) => network.open(place, "push"),
      requests: (place) => network.requests(place),
    },
  );
  return {
    report,
    blocks: publishBlocks(report, await verifyCommand(options, context, signer?.policy)),
    checks: report.artifacts.map(artifactCheck),
    outputs: { artifacts: artifactOutput(report.artifacts) },
  };
};

/** As the user would write it, so that a reference in the report can be pasted. */
function embedded(context: Context): Target {
  return { kind: "layout", folder: relative(context.cwd, context.embedded) || ".", path: "" };
}
