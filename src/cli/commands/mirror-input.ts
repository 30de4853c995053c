import { relative } from "node:path";

import type { ChartVerifier } from "../../app/mirror/chart-verifier.ts";
import { chartVerifier } from "../../app/mirror/chart-verifier.ts";
import { named } from "../../app/mirror/references.ts";
import type { MirrorSet } from "../../app/mirror/set.ts";
import { joined, referenceSet, workspaceSet } from "../../app/mirror/set.ts";
import type { ImageSearch } from "../../app/mirror/unit-images.ts";
import { servedBy } from "../../app/render/served-by.ts";
import { select } from "../../app/select.ts";
import { BpError, isBpError } from "../../model/error.ts";
import type { Kit } from "../../model/kit.ts";
import type { Target } from "../../model/reference.ts";
import { parseTarget } from "../../model/reference.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption, textsOption } from "../declaration.ts";
import { isGiven, selectionOf } from "../selection.ts";
import { givenPolicy, verification } from "./verify-policy.ts";

/** What the command line asks for, our own registries, and the kits that were looked at. */
export interface AskedSet {
  readonly set: MirrorSet;
  /** Where our charts are read from, and where the configuration publishes them. */
  readonly own: readonly Target[];
  readonly kits: readonly Kit[];
}

/** The artifacts named, the selection's, or without either the whole workspace's. @throws BpError EMPTY_SELECTION, … */
export async function askedSet(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<AskedSet> {
  const { references, selectors } = named(args);
  const own = await ownRegistries(options, context);
  const [from] = own;
  const byHand = referenceSet(references);
  const alone = references.length > 0 && selectors.length === 0 && !isGiven(options);
  if (alone) return { set: byHand, own, kits: [] };
  const loaded = await context.workspace({ contents: true });
  const { workspace, tree, config, folder } = loaded;
  const where = { relative: context.relative, folder };
  const units = select(workspace, selectionOf(selectors, options, where));
  // A kit is the whole of an installation: it goes with the whole workspace alone.
  const kits = options["kits"] !== false && selectors.length === 0;
  const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
  const images = await imageSearch(workspace, options, context);
  const set = joined(byHand, await workspaceSet({ source, units, kits, images, own: from }));
  if (set.wanted.length > 0 || set.findings.length > 0)
    return { set, own, kits: kits ? (workspace.kits ?? []) : [] };
  throw new BpError("EMPTY_SELECTION", "there is nothing to mirror: no chart, no kit, no image", {
    hint: "name artifacts by their references, or work in a folder of Blueprints",
  });
}

async function ownRegistries(
  options: CommandOptions,
  context: Context,
): Promise<readonly [Target, ...Target[]]> {
  const given = textOption(options, "from");
  const { registry } = await context.config();
  const configured = registry === undefined ? [] : [parseTarget(registry)];
  if (given !== undefined) return [parseTarget(given), ...configured];
  const folder = relative(context.cwd, context.embedded) || ".";
  const embedded: Target = { kind: "layout", folder, path: "" };
  const [first = embedded] = configured;
  return [first];
}

/** With the Helm that is at hand; without one, what values and templates say. */
async function imageSearch(
  workspace: Workspace,
  options: CommandOptions,
  context: Context,
): Promise<ImageSearch | undefined> {
  if (options["images"] === false) return undefined;
  const { ports, concurrency, interrupted: signal } = context;
  const { spool } = ports;
  const given = textsOption(options, "helm");
  try {
    const { helms, cache } = await context.helms(given.slice(0, 1));
    const { kubernetes } = (await context.config()).targets;
    const settings = { helms, kubernetes, namespace: "default", values: [], set: [] };
    return {
      spool,
      render: {
        settings: { ...settings, apiVersions: servedBy(workspace) },
        ports: { spool, cache, concurrency, signal },
      },
    };
  } catch (error) {
    if (given.length > 0 || !isBpError(error, "NOT_FOUND")) throw error;
    const message =
      "there is no helm on PATH: images are those that values and templates name, which may be more or less than what runs";
    ports.emit({ kind: "note", message });
    return { spool, render: undefined };
  }
}

/** What holds charts to the key or identity given; undefined where none is. @throws BpError USAGE, BAD_KEY, NETWORK */
export async function verifierOf(
  options: CommandOptions,
  context: Context,
): Promise<ChartVerifier | undefined> {
  const { key, identity } = givenPolicy(options);
  if (key === undefined && identity === undefined) return undefined;
  const target = { kind: "layout" as const, folder: context.cwd, path: "" };
  const nothing = { target, tag: undefined, digest: undefined };
  const { policies } = await verification(nothing, options, context);
  return chartVerifier(policies[0], context.ports.spool);
}

/** The stores at both ends, each with its own word about http. */
export async function twoNetworks(
  options: CommandOptions,
  context: Context,
): Promise<{
  readonly from: Awaited<ReturnType<Context["network"]>>;
  readonly to: Awaited<ReturnType<Context["network"]>>;
}> {
  return {
    from: await context.network({ ...options, plainHttp: flag(options, "fromPlainHttp") }),
    to: await context.network({ ...options, plainHttp: flag(options, "toPlainHttp") }),
  };
}
