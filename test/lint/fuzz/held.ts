import { lint } from "../../../src/lint/index.ts";
import type { LintResult } from "../../../src/lint/index.ts";
import { isBpError } from "../../../src/model/error.ts";
import type { Tree } from "../../../src/model/tree.ts";
import { compileCrd } from "../../../src/schema/index.ts";
import { loadWorkspace } from "../../../src/workspace/index.ts";
import { embeddedCrd, treeOf } from "../support.ts";

export type Content = string | Uint8Array;

export const manifestFile = "platform/x/blueprint.yaml";

/** Every file that the loader and the rules look into. */
export const files: readonly string[] = [
  manifestFile,
  "platform/x/chart/Chart.yaml",
  "platform/x/chart/values.yaml",
  "platform/x/chart/Chart.lock",
  "platform/x/chart/.helmignore",
  "platform/x/chart/templates/a.yaml",
  "platform/x/chart/charts/sub/Chart.yaml",
  "platform/x/chart/charts/sub-1.0.0.tgz",
  "platform/crd.yaml",
  "platform/_crds/crds/blueprint.yaml",
  "clusters/k/bootstrap-kit/01-x.yaml",
  "clusters/k/bootstrap-kit/kustomization.yaml",
  "clusters/k/expected-bootstrap-deps.yaml",
];

const sound: Readonly<Record<string, string>> = {
  [manifestFile]:
    "apiVersion: catalyst.openova.io/v1\nkind: Blueprint\nmetadata: { name: bp-x }\nspec: { version: 1.0.0, card: { title: X } }\n",
  "platform/x/chart/Chart.yaml": "apiVersion: v2\nname: bp-x\nversion: 1.0.0\n",
};

/**
 * Loads and lints a small workspace with these contents. A fault of the run must be one that the program knows; anything
 * else is thrown, and is a bug.
 */
export async function held(
  contents: Readonly<Record<string, Content>>,
): Promise<LintResult | undefined> {
  const tree = bytesTree({ ...sound, ...contents });
  try {
    const workspace = await loadWorkspace(tree, {
      roots: ["platform", "products"],
      kits: ["clusters/*/bootstrap-kit"],
      contents: true,
    });
    const crd = workspace.crd === undefined ? embeddedCrd : compileCrd(workspace.crd.value);
    return lint(workspace, { crd });
  } catch (error) {
    if (isBpError(error)) return undefined;
    throw error;
  }
}

function bytesTree(contents: Readonly<Record<string, Content>>): Tree {
  const names = Object.fromEntries(Object.keys(contents).map((path) => [path, ""]));
  const bytesOf = (path: string): Uint8Array => {
    const content = contents[path] ?? "";
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  const tree = treeOf(names);
  return {
    ...tree,
    stat: async (path) => {
      const stat = await tree.stat(path);
      return stat?.kind === "file" ? { kind: "file", size: bytesOf(path).length } : stat;
    },
    read: async (path) => bytesOf(path),
    open: async function* (path) {
      yield bytesOf(path);
    },
  };
}
