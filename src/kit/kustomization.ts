import type { KitKustomization, KitSubstitution } from "../model/kit.ts";
import type { YamlDocument, YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, items, nodeAt } from "../yaml/index.ts";
import type { KitText } from "./kit-file.ts";
import { isKind, readObjects, textAt } from "./object.ts";
import { scalarsOf } from "./words.ts";

/** Reads a kustomization.yaml; undefined where the file holds no mapping. */
export function readKustomization({
  path: file,
  text,
  documents,
}: KitText): KitKustomization | undefined {
  const [document] = documents;
  if (document?.root?.kind !== "mapping") return undefined;
  const { root } = document;
  const resources = items(entry(root, "resources")).flatMap((item) => {
    const path = coercedText(item);
    return path === undefined ? [] : { path: path.replace(/^\.\//u, ""), at: item.at };
  });
  const words = new Set([...scalarsOf(root)].map(({ text }) => text.replace(/^\.\//u, "")));
  return { file, text, document, resources, words, namespace: textAt(root, "/namespace") };
}

/** What the Flux Kustomizations among the documents substitute in the folder, where they apply it. */
export function readSubstitutions(
  documents: readonly YamlDocument[],
  file: string,
  folder: string,
): KitSubstitution[] {
  return readObjects(documents, file)
    .filter((object) => isKind(object, "kustomize.toolkit.fluxcd.io", "Kustomization"))
    .filter(({ root }) => applies(textAt(root, "/spec/path"), folder))
    .flatMap(({ root }) => {
      const post = nodeAt(root, "/spec/postBuild");
      const given = entry(post, "substitute");
      const open = items(entry(post, "substituteFrom")).length > 0;
      const pairs = given?.kind === "mapping" ? given.pairs : [];
      const values = new Map(pairs.map(({ name, value }) => [name, oneLine(value)]));
      return values.size > 0 || open ? { file, values, open } : [];
    });
}

/** Flux drops the line breaks of a value. */
function oneLine(value: YamlNode): string {
  return (coercedText(value) ?? "").replaceAll("\n", "");
}

/** A Kustomization applies its folder and what the kustomizations below it list. */
function applies(path: string, folder: string): boolean {
  const applied = path.replace(/^\.?\/+/u, "").replace(/\/+$/u, "");
  return (
    applied === "" || applied === "." || folder === applied || folder.startsWith(`${applied}/`)
  );
}
