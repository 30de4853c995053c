import type { Unit } from "../../model/workspace.ts";
import { nodeAt, splice } from "../../yaml/index.ts";

/** The Chart.yaml of a package, which is written from what was read, without its version; without the application's too. */
export function versionlessChart(text: string, lockstep: boolean): string {
  const keys = lockstep ? "version|appVersion" : "version";
  return text.replaceAll(new RegExp(`^(?:${keys}): .*$`, "gmu"), "");
}

/** The text of a blueprint.yaml without its version, and without the reference that ends in it. */
export function versionlessBlueprint({ blueprint }: Unit): string | undefined {
  if (blueprint === undefined) return undefined;
  const { text, document } = blueprint;
  const nodes = ["/spec/version", "/spec/manifests/source/ref"].map((pointer) =>
    nodeAt(document.root, pointer),
  );
  const edits = nodes.flatMap((node) =>
    node?.kind === "scalar" ? [{ start: node.start, end: node.end, text: "" }] : [],
  );
  return splice(text, edits);
}
