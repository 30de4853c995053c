import { relative } from "node:path";

import { developmentKey, developmentSigner, signerAt } from "../../app/keys.ts";
import type { Signer } from "../../app/keys.ts";
import { publishFaults } from "../../app/publish/gate.ts";
import { publish } from "../../app/publish/publish.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Target } from "../../model/reference.ts";
import { formatTarget, parseTarget } from "../../model/reference.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { keyStore } from "../key-store.ts";
import { selectionOf } from "../selection.ts";
import { sourceFacts } from "../source-facts.ts";
import { artifactCheck, artifactOutput } from "./checks.ts";
import { publishBlocks } from "./publish-blocks.ts";
import { verifyCommand } from "./verify-command.ts";

export const run: Run = async (args, options, context) => {
  const { workspace, tree, config, root, folder } = await context.workspace();
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const units = select(workspace, selection);
  const dryRun = flag(options, "dryRun");
  const to = textOption(options, "to") ?? config.registry;
  const target = to === undefined ? embedded(context) : parseTarget(to);
  const signer = dryRun ? undefined : await signerFor(to, options, context);
  const findings = publishFaults(workspace, units, await context.rules());
  const network = await context.network(options);
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
    blocks: publishBlocks(report, await verifyCommand(options, context)),
    checks: report.artifacts.map(artifactCheck),
    outputs: { artifacts: artifactOutput(report.artifacts) },
  };
};

/** As the user would write it, so that a reference in the report can be pasted. */
function embedded(context: Context): Target {
  return { kind: "layout", folder: relative(context.cwd, context.embedded) || ".", path: "" };
}

/** The key given, else the configured one, else for the embedded layout the development key. @throws BpError USAGE */
async function signerFor(
  to: string | undefined,
  options: CommandOptions,
  context: Context,
): Promise<Signer> {
  const given = textOption(options, "key");
  if (given !== undefined) return signerAt(given, keyStore(context.cwd, context.environment));
  const keys = keyStore(context.root, context.environment);
  const { signingKey } = await context.config();
  if (signingKey !== undefined) return signerAt(signingKey, keys);
  if (to !== undefined) {
    throw new BpError(
      "USAGE",
      `publishing to ${formatTarget(parseTarget(to))} needs a key: nothing is published unsigned`,
      {
        hint: "give --key FILE or --key env://NAME (`bp keygen` makes one); keyless signing needs an ambient OIDC token, SIGSTORE_ID_TOKEN or GitHub's, and is not built yet",
      },
    );
  }
  const { signer, created } = await developmentSigner(keys);
  if (created)
    context.ports.emit({
      kind: "note",
      message: `made a development key, ${developmentKey.privatePath}: it signs this workspace's own layout alone`,
    });
  return signer;
}
