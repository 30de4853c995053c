import { entry, parseYaml, scalarText } from "../../yaml/index.ts";
import type { OutputDocument } from "../render/documents.ts";

/** A hook as a release keeps it (helm pkg/release/v1/hook.go). */
export interface StoredHook {
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  readonly manifest: string;
  readonly events: readonly string[];
  readonly delete_policies?: readonly string[];
}

/** Undefined where the document is no hook. */
export function hookOf({ source, text }: OutputDocument): StoredHook | undefined {
  if (!text.includes("helm.sh/hook")) return undefined;
  const root = parseYaml(text, source).documents[0]?.root;
  const metadata = entry(root, "metadata");
  const annotations = entry(metadata, "annotations");
  const words = (name: string): readonly string[] =>
    (scalarText(entry(annotations, name)) ?? "").split(",").flatMap((word) => word.trim() || []);
  const events = words("helm.sh/hook");
  if (events.length === 0) return undefined;
  const policies = words("helm.sh/hook-delete-policy");
  return {
    name: scalarText(entry(metadata, "name")) ?? "",
    kind: scalarText(entry(root, "kind")) ?? "",
    path: source,
    manifest: text,
    events,
    ...(policies.length === 0 ? {} : { delete_policies: policies }),
  };
}

/** Helm runs it when it is asked to test, and never installs it. */
export function isTest(document: OutputDocument): boolean {
  const events = hookOf(document)?.events ?? [];
  return events.length > 0 && events.every((event) => event.startsWith("test"));
}
