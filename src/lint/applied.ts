import type { AppliedFolder, Workspace } from "../model/workspace.ts";
import type { ChartUnit } from "./charts.ts";
import { ownTemplates } from "./template/template.ts";
import type { Template } from "./template/template.ts";

/** A template that Flux or Kustomize applies without rendering it. */
export interface RawTemplate {
  readonly template: Template;
  readonly by: AppliedFolder;
}

/** The chart's manifests that are applied raw. A folder with a kustomization of its own says itself which. */
export function rawTemplates(
  { chart }: ChartUnit,
  { applied = [] }: Workspace,
): readonly RawTemplate[] {
  const own = applied.filter(({ path }) => `${path}/`.startsWith(`${chart.folder}/templates/`));
  return own.flatMap((by) => {
    const below = by.path.slice(chart.folder.length + 1);
    if (chart.packaged?.some((path) => isKustomization(path, below)) === true) return [];
    return ownTemplates(chart)
      .filter(({ path, documents }) => `${path}/`.startsWith(`${below}/`) && documents.length > 0)
      .map((template) => ({ template, by }));
  });
}

function isKustomization(path: string, folder: string): boolean {
  return ["kustomization.yaml", "kustomization.yml"].some((name) => path === `${folder}/${name}`);
}

/** Why it cannot be told what is applied raw. */
export function unreadApplied({ applied }: Workspace): string | undefined {
  return applied === undefined ? "what Flux applies from clusters/ was not read" : undefined;
}
