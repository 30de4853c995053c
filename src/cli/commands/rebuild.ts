import { rebuild } from "../../app/rebuild/rebuild.ts";
import type { RecordedBuild } from "../../app/rebuild/recorded.ts";
import { BpError } from "../../model/error.ts";
import { parseReference } from "../../model/reference.ts";
import { buildTool } from "../build-tool.ts";
import type { Context } from "../context.ts";
import type { Run } from "../declaration.ts";
import { hasCommit, loadCommit } from "../revision.ts";
import type { Revision } from "../revision.ts";
import { upstreamWorld } from "../upstream-world.ts";
import { rebuildBlocks } from "./rebuild-blocks.ts";
import { findVerification } from "./verify-policy.ts";

export const run: Run = async ([text = ""], options, context) => {
  const reference = parseReference(text);
  const verification = await findVerification(reference, options, context);
  const network = await context.network(options);
  const { version, dirHash } = buildTool(context);
  let opened: Revision | undefined;
  try {
    const report = await rebuild(
      {
        reference,
        repository: network.open(reference.target, "pull"),
        policies: verification?.policies ?? [],
        tool: { version, dirHash },
      },
      {
        spool: context.ports.spool,
        upstream: () => upstreamWorld(options, context, context.root),
        revision: async (build) => {
          const loaded = await commitOf(build, context);
          opened = loaded;
          const { tree, workspace, config } = loaded;
          return { tree, workspace, workspaceDependencies: config.workspaceDependencies };
        },
      },
    );
    return { report, blocks: rebuildBlocks(report), outputs: { digest: report.rebuilt } };
  } finally {
    await opened?.tree.close();
  }
};

/** @throws BpError USAGE where the clone does not have it, with what brings it */
async function commitOf(
  { source }: RecordedBuild,
  context: Context,
): ReturnType<typeof loadCommit> {
  const { commit, repository } = source;
  if (await hasCommit(context, commit)) return loadCommit(context, commit);
  throw new BpError("USAGE", `the commit ${commit}, of which it was built, is not here`, {
    hint: `\`git fetch ${repository ?? "origin"} ${commit}\` brings it${from(repository)}`,
  });
}

function from(repository: string | undefined): string {
  return repository === undefined ? "; the provenance does not say where it is from" : "";
}
