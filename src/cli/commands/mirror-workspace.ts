import type { MirrorSet } from "../../app/mirror/set.ts";
import { joined } from "../../app/mirror/set.ts";
import type { ImageSearch } from "../../app/mirror/unit-images.ts";
import { workspaceSet } from "../../app/mirror/workspace-set.ts";
import { servedBy } from "../../app/render/served-by.ts";
import { select } from "../../app/select.ts";
import { BpError, isBpError } from "../../model/error.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textsOption } from "../declaration.ts";
import { selectionOf } from "../selection.ts";
import type { AskedSet } from "./mirror-input.ts";

/** What is asked for of the workspace, beside what was named by hand. @throws BpError EMPTY_SELECTION, … */
export async function workspaceAsked(
  selectors: readonly string[],
  { byHand, own }: Pick<AskedSet, "own"> & { readonly byHand: MirrorSet },
  options: CommandOptions,
  context: Context,
): Promise<AskedSet> {
  const loaded = await context.workspace({ contents: true });
  const { workspace, tree, config, folder } = loaded;
  const where = { relative: context.relative, folder };
  const units = select(workspace, selectionOf(selectors, options, where));
  // A kit is the whole of an installation: it goes with the whole workspace alone.
  const kits = options["kits"] !== false && selectors.length === 0;
  const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
  const images = await imageSearch(workspace, options, context);
  const set = joined(byHand, await workspaceSet({ source, units, kits, images, own: own[0] }));
  if (set.wanted.length > 0 || set.findings.length > 0)
    return { set, own, kits: kits ? (workspace.kits ?? []) : [] };
  throw new BpError("EMPTY_SELECTION", "there is nothing to mirror: no chart, no kit, no image", {
    hint: "name artifacts by their references, or work in a folder of Blueprints",
  });
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
