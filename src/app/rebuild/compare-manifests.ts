import type { Digest } from "../../model/digest.ts";
import { digestOf } from "../../model/digest.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Manifest } from "../../oci/index.ts";
import type { RebuiltDocument, RebuiltPart } from "./report.ts";

/** The config and the annotations that differ; the layer is looked into by itself. */
export function compareManifests(published: Manifest, rebuilt: Manifest): readonly RebuiltPart[] {
  const [before, after] = [published, rebuilt].map(
    ({ config, annotations = {} }) =>
      new Map([["config", config?.digest], ...Object.entries(annotations)]),
  );
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...names].toSorted(byCodeUnit).flatMap((part) => {
    const [was, is] = [before?.get(part) ?? null, after?.get(part) ?? null];
    return was === is ? [] : [{ part, published: was, rebuilt: is }];
  });
}

/** Where two blueprint documents part; null where they are the same. */
export function compareDocuments(
  published: Uint8Array | undefined,
  rebuilt: Uint8Array | undefined,
): RebuiltDocument | null {
  const digests = { published: digestIn(published), rebuilt: digestIn(rebuilt) };
  if (digests.published === digests.rebuilt) return null;
  if (published === undefined || rebuilt === undefined)
    return { ...digests, line: null, before: null, after: null };
  return { ...digests, ...firstOther(linesOf(published), linesOf(rebuilt)) };
}

function digestIn(bytes: Uint8Array | undefined): Digest | null {
  return bytes === undefined ? null : digestOf(bytes);
}

function firstOther(
  was: readonly string[],
  is: readonly string[],
): Pick<RebuiltDocument, "line" | "before" | "after"> {
  let line = 0;
  while (line < was.length && was[line] === is[line]) line += 1;
  return { line: line + 1, before: was[line] ?? null, after: is[line] ?? null };
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).split("\n");
}
