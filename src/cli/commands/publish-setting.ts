import { relative } from "node:path";

import { publishFaults } from "../../app/publish/gate.ts";
import type { PlanInput } from "../../app/publish/plan-publish.ts";
import type { PublishPorts } from "../../app/publish/publish-ports.ts";
import type { Target } from "../../model/reference.ts";
import { parseTarget } from "../../model/reference.ts";
import type { Unit } from "../../model/workspace.ts";
import { buildTool } from "../build-tool.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import type { Network } from "../network.ts";
import { sourceFacts } from "../source-facts.ts";

/** Where a publish goes: as given, else as configured; undefined for the embedded layout. */
export async function publishTarget(
  options: CommandOptions,
  context: Context,
): Promise<string | undefined> {
  return textOption(options, "to") ?? (await context.config()).registry;
}

/** What a publish of these units takes, and a plan of one. */
export async function publishInput(
  units: readonly Unit[],
  to: string | undefined,
  context: Context,
): Promise<PlanInput> {
  const { workspace, tree, config, root } = await context.workspace();
  const target = to === undefined ? embedded(context) : parseTarget(to);
  return {
    source: { tree, workspace, workspaceDependencies: config.workspaceDependencies },
    units,
    findings: publishFaults(workspace, units, await context.rules()),
    target,
    facts: {
      tool: buildTool(context),
      source: await sourceFacts(
        root,
        units.map(({ folder }) => folder),
      ),
      environment: context.environment,
    },
    readers: config.targets,
    concurrency: target.kind === "registry" ? context.networkConcurrency : context.concurrency,
    interrupted: context.interrupted,
  };
}

export function publishPorts(
  context: Context,
  network: Network,
  access: "pull" | "push",
): PublishPorts {
  return {
    ...context.ports,
    open: (place) => network.open(place, access),
    anonymous: (place) => network.anonymous(place),
    requests: (place) => network.requests(place),
    patience: network.patience,
  };
}

/** As the user would write it, so that a reference in the report can be pasted. */
export function embedded(context: Context): Target {
  return { kind: "layout", folder: relative(context.cwd, context.embedded) || ".", path: "" };
}
