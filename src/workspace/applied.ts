import type { Kit } from "../model/kit.ts";
import type { AppliedFolder } from "../model/workspace.ts";
import type { YamlDocument, YamlNode } from "../model/yaml-node.ts";
import { entry, items, nodeAt, scalarText } from "../yaml/index.ts";
import { filesBelow } from "./files.ts";
import { joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";

/** Where a tree keeps what Flux applies. */
const clusters = "clusters";

const fluxGroup = "kustomize.toolkit.fluxcd.io";

/**
 * The folders and files outside clusters/ that a Flux Kustomization or a kustomization.yaml below it applies as they
 * are; undefined where there are too many files to look through. What is wrong with those files is for others to tell.
 * @param kits those whose files were read already
 */
export async function appliedFolders(
  whole: Reading,
  kits: readonly Kit[],
): Promise<readonly AppliedFolder[] | undefined> {
  if ((await whole.tree.stat(clusters))?.kind !== "folder") return [];
  const reading = whole.beside();
  const files = await filesBelow(reading, clusters);
  if (files === undefined) return undefined;
  const known = new Map(kits.flatMap((kit) => kit.files.map(({ path, text }) => [path, text])));
  const found: AppliedFolder[] = [];
  for (const path of files.filter((path) => /\.ya?ml$/u.test(path))) {
    const file = joinPath(clusters, path);
    const text = known.get(file) ?? (await reading.text(file));
    if (text === undefined || !mayApply(file, text)) continue;
    found.push(...reading.parse(text, file).flatMap((document) => appliedBy(document, file)));
  }
  return found.filter(({ path }) => !`${path}/`.startsWith(`${clusters}/`));
}

/** Most files are something else: only what names the kind's group or lists resources is parsed. */
function mayApply(file: string, text: string): boolean {
  return text.includes(fluxGroup) || (isKustomization(file) && text.includes("resources"));
}

function isKustomization(file: string): boolean {
  return /\/kustomization\.ya?ml$/u.test(file);
}

function appliedBy({ root }: YamlDocument, file: string): readonly AppliedFolder[] {
  const group = (scalarText(entry(root, "apiVersion")) ?? "").split("/")[0];
  const isFlux = group === fluxGroup;
  if (isFlux && scalarText(entry(root, "kind")) === "Kustomization")
    return applied(nodeAt(root, "/spec/path"), "");
  if (!isKustomization(file)) return [];
  const folder = file.slice(0, file.lastIndexOf("/"));
  return items(entry(root, "resources")).flatMap((item) => applied(item, folder));
}

function applied(node: YamlNode | undefined, folder: string): readonly AppliedFolder[] {
  const written = scalarText(node);
  if (node === undefined || written === undefined || /:|\$\{/u.test(written)) return [];
  const path = resolve(folder, written);
  return path === undefined || path === "" ? [] : [{ path, at: node.at }];
}

/** The path below the root, undefined where it leaves it. */
function resolve(folder: string, written: string): string | undefined {
  const steps: string[] = folder === "" ? [] : folder.split("/");
  for (const part of written.split("/")) {
    if (part === "..") {
      if (steps.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") steps.push(part);
  }
  return steps.join("/");
}
