import type { Chart } from "../../model/chart.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, items, parseYaml, scalarBoolean, scalarText } from "../../yaml/index.ts";
import { templatesOf } from "../template/template.ts";

/** An API kind in one version. */
export interface ServedKind {
  readonly group: string;
  /** Empty where it cannot be told. */
  readonly kind: string;
  readonly version: string;
}

const inCrds = new WeakMap<Chart, readonly ServedKind[]>();
const all = new WeakMap<Chart, readonly ServedKind[]>();

/** The kinds whose definitions lie in crds/ of a chart and of the charts in its charts/. */
export function appliedFirst(chart: Chart): readonly ServedKind[] {
  const found = inCrds.get(chart) ?? (chart.crds ?? []).flatMap(inFile);
  inCrds.set(chart, found);
  return found;
}

/** Those, and the ones in templates. */
export function definedKinds(chart: Chart): readonly ServedKind[] {
  const found = all.get(chart) ?? [...appliedFirst(chart), ...inTemplates(chart)];
  all.set(chart, found);
  return found;
}

function inFile({ path, text }: { readonly path: string; readonly text: string }): ServedKind[] {
  return parseYaml(text, path).documents.flatMap(({ root }) => definedBy(root));
}

/** What a CustomResourceDefinition serves; nothing for any other object. */
export function definedBy(root: YamlNode | undefined): ServedKind[] {
  if (scalarText(entry(root, "kind")) !== "CustomResourceDefinition") return [];
  const spec = entry(root, "spec");
  const group = scalarText(entry(spec, "group"));
  const kind = scalarText(entry(entry(spec, "names"), "kind")) ?? "";
  if (group === undefined) return [];
  return items(entry(spec, "versions")).flatMap((one) => {
    const version = scalarText(entry(one, "name"));
    const isServed = scalarBoolean(entry(one, "served")) !== false;
    return version === undefined || !isServed ? [] : [{ group, kind, version }];
  });
}

const groupLine = /^[ ]*group:[ ]+["']?([\w.-]+)/mu;
const kindLine = /^[ ]*names:[^]*?^[ ]+kind:[ ]+["']?(\w+)/mu;
const versionLine = /^[ ]*(?:-[ ]+)?name:[ ]+["']?(v\d+(?:(?:alpha|beta)\d+)?)["']?[ \t]*\r?$/gmu;

/** What of a definition in a template is literal. */
function inTemplates(chart: Chart): ServedKind[] {
  const documents = (templatesOf(chart) ?? []).flatMap((template) => template.documents);
  return documents.flatMap(({ kind: object, text }) => {
    const group = object === "CustomResourceDefinition" ? groupLine.exec(text)?.[1] : undefined;
    if (group === undefined) return [];
    const kind = kindLine.exec(text)?.[1] ?? "";
    return [...text.matchAll(versionLine)].map(([, version = ""]) => ({ group, kind, version }));
  });
}
