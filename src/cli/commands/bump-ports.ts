import type { BumpPorts } from "../../app/bump/ports.ts";
import { diff } from "../../app/diff/diff.ts";
import { publishedSide } from "../../app/diff/published-side.ts";
import { storeCatalogue } from "../../app/install/store-catalogue.ts";
import { shipping } from "../../app/packed-unit.ts";
import { versionPlace } from "../../app/version-place.ts";
import { isBpError } from "../../model/error.ts";
import type { Target } from "../../model/reference.ts";
import { parseTarget, repositoryIn } from "../../model/reference.ts";
import { tagOf } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import type { Network } from "../network.ts";
import { commitMessages, otherBranches } from "../revision.ts";
import { diffRender } from "./diff-render.ts";
import { embedded, publishTarget } from "./publish-setting.ts";

/** What git and the registry say; what could not be asked is told once. */
export async function bumpPorts(options: CommandOptions, context: Context): Promise<BumpPorts> {
  const to = await publishTarget(options, context);
  const target = to === undefined ? embedded(context) : parseTarget(to);
  let opened: Promise<Network> | undefined;
  const network = (): Promise<Network> => (opened ??= context.network(options));
  const note = once((message) => context.ports.emit({ kind: "note", message }));
  const isAway = context.offline && target.kind === "registry";
  return {
    published: async (unit) => {
      if (!isAway) return publishedVersions(unit, target, await network());
      note("--offline: the registry was not asked which versions are published");
      return [];
    },
    claims: branchClaims(context, note),
    messages: (unit) => messagesOf(unit, context),
    difference: async (unit, version) =>
      difference(unit, { version, target, network: await network() }, options, context),
  };
}

async function publishedVersions(
  unit: Unit,
  target: Target,
  network: Network,
): Promise<readonly string[]> {
  const catalogue = storeCatalogue({
    target,
    open: (repository) => network.open(repository, "pull"),
    charts: new Map(),
  });
  return catalogue.versions(unit.name);
}

/** Every branch is read once, for all charts. Outside a repository there are none. */
function branchClaims(context: Context, note: (message: string) => void): BumpPorts["claims"] {
  let asked: ReturnType<typeof otherBranches> | undefined;
  return async (unit) => {
    if (!ships(unit)) return [];
    asked ??= context.workspace().then(({ workspace }) =>
      otherBranches(
        context,
        workspace.units.filter(ships).map((one) => versionPlace(one).file),
      ),
    );
    try {
      return (await asked).get(versionPlace(unit).file) ?? [];
    } catch (error) {
      if (!isBpError(error, "UNREADABLE")) throw error;
      note(`branches were not looked at: ${error.message}`);
      return [];
    }
  };
}

async function messagesOf(unit: Unit, context: Context): Promise<readonly string[]> {
  const versionFile = versionPlace(unit).file;
  try {
    return await commitMessages(context, { folder: unit.folder, versionFile });
  } catch (error) {
    if (isBpError(error, "UNREADABLE")) return [];
    throw error;
  }
}

async function difference(
  unit: Unit,
  published: { readonly version: string; readonly target: Target; readonly network: Network },
  options: CommandOptions,
  context: Context,
): ReturnType<BumpPorts["difference"]> {
  const { tree, workspace, config } = await context.workspace();
  const compared = shipping(unit, "compare");
  const { version, network } = published;
  const target = repositoryIn(published.target, unit.name);
  const reference = { target, tag: tagOf(version), digest: undefined };
  const before = await publishedSide(reference, network.open(target, "pull"), context.ports.spool);
  try {
    const report = await diff(
      {
        before,
        after: {
          label: unit.name,
          unit: compared,
          source: { tree, workspace, workspaceDependencies: config.workspaceDependencies },
          published: false,
          dispose: async () => undefined,
        },
        render: await diffRender(options, context),
        published: undefined,
      },
      context.ports,
    );
    const { level, least, holds, reasons } = report.bump;
    return { level: level ?? undefined, least: least ?? undefined, holds, reasons };
  } finally {
    await before.dispose();
  }
}

function once(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    told.add(message);
    tell(message);
  };
}
