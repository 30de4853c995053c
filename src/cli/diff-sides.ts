import { publishedSide } from "../app/diff/published-side.ts";
import type { Side } from "../app/diff/side.ts";
import { select } from "../app/select.ts";
import { BpError, isBpError } from "../model/error.ts";
import type { Reference } from "../model/reference.ts";
import { parseReference } from "../model/reference.ts";
import type { Tree } from "../model/tree.ts";
import { ships } from "../model/workspace.ts";
import type { Workspace } from "../model/workspace.ts";
import type { Context } from "./context.ts";
import type { Network } from "./network.ts";
import { fullCommit, loadRevision } from "./revision.ts";

/** What one side is named by. */
export type Named =
  | { readonly kind: "published"; readonly reference: Reference }
  | { readonly kind: "revision"; readonly revision: string; readonly selector: string }
  | { readonly kind: "tree"; readonly selector: string };

/** `oci-layout:DIR/name:1.0.0`, `host/path/name:1.0.0`; `REVISION:NAME`; else a name or folder of the tree. */
export function sideNamed(text: string): Named {
  const reference = referenceOf(text);
  if (reference !== undefined) return { kind: "published", reference };
  const colon = text.lastIndexOf(":");
  if (colon <= 0) return { kind: "tree", selector: text };
  return { kind: "revision", revision: text.slice(0, colon), selector: text.slice(colon + 1) };
}

/** A branch with slashes is no registry host, and a tag of git's with dots has no path. */
function referenceOf(text: string): Reference | undefined {
  const certain = /^oci(?:-layout)?:/u.test(text);
  try {
    const reference = parseReference(text);
    return certain || reference.target.path !== "" ? reference : undefined;
  } catch (error) {
    if (!certain && isBpError(error, "BAD_REFERENCE")) return undefined;
    throw error;
  }
}

/** @throws BpError as reading does; EMPTY_SELECTION, USAGE where the name is no one blueprint that is published */
export async function openSide(
  text: string,
  named: Named,
  context: Context,
  network: () => Promise<Network>,
): Promise<Side> {
  if (named.kind === "published") {
    const store = (await network()).open(named.reference.target, "pull");
    return publishedSide(named.reference, store, context.ports.spool);
  }
  const { workspaceDependencies } = await context.config();
  const setting = { label: text, selector: named.selector, workspaceDependencies };
  if (named.kind === "tree") {
    const loaded = await context.workspace({ contents: true });
    return sideIn(loaded, { ...setting, folder: loaded.folder, dispose: async () => undefined });
  }
  const revision = await loadRevision(context, await fullCommit(context, named.revision));
  const dispose = (): Promise<void> => revision.tree.close();
  try {
    return sideIn(revision, { ...setting, folder: "", dispose });
  } catch (error) {
    await dispose();
    throw error;
  }
}

function sideIn(
  { tree, workspace }: { readonly tree: Tree; readonly workspace: Workspace },
  setting: {
    readonly label: string;
    readonly selector: string;
    readonly folder: string;
    readonly workspaceDependencies: boolean;
    readonly dispose: () => Promise<void>;
  },
): Side {
  const { label, selector, folder, workspaceDependencies, dispose } = setting;
  const selection = { all: false, withDependents: false, withDependencies: false, folder };
  const [unit, ...others] = select(workspace, { ...selection, selectors: [selector] });
  if (unit === undefined || !ships(unit) || others.length > 0)
    throw new BpError(
      "USAGE",
      `${JSON.stringify(label)} is not one blueprint that ships anything`,
      {
        hint: "name one: `bp list` shows what there is",
      },
    );
  return {
    label,
    unit,
    source: { tree, workspace, workspaceDependencies },
    published: false,
    dispose,
  };
}
