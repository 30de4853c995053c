import { resolve } from "node:path";

import { kubernetesVersion } from "../../app/config-render.ts";
import type { Builder, BuiltManifests } from "../../app/render/build-manifests.ts";
import { assertOverlay, buildManifests } from "../../app/render/build-manifests.ts";
import { renderUnits } from "../../app/render/render-units.ts";
import type { RenderReport } from "../../app/render/report.ts";
import { renderReport } from "../../app/render/report.ts";
import { servedBy } from "../../app/render/served-by.ts";
import type { RenderSettings } from "../../app/render/settings.ts";
import { showOnly } from "../../app/render/show-only.ts";
import { select } from "../../app/select.ts";
import type { Cache } from "../../model/cache.ts";
import { BpError, isBpError } from "../../model/error.ts";
import type { ValuesFile } from "../../model/helm.ts";
import type { Tree } from "../../model/tree.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { textOption, textsOption } from "../declaration.ts";
import { count } from "../phrase.ts";
import { readText } from "../read-text.ts";
import { selectionOf } from "../selection.ts";
import { renderBlocks } from "./render-blocks.ts";

const valuesLimit = 8 * 1024 * 1024;

export const run: Run = async (args, options, context) => {
  const { workspace, tree, config, folder } = await context.workspace({ contents: true });
  const selection = selectionOf(args, options, { relative: context.relative, folder });
  const units = select(workspace, selection);
  const manifests = await built(units, tree, options, context);
  const isCharts = manifests.length === 0 || units.some(({ chart }) => chart !== undefined);
  const { helms, cache } = isCharts
    ? await context.helms(textsOption(options, "helm"))
    : { helms: [], cache: noCache };
  const settings: RenderSettings = {
    ...(await settingsOf(options, context)),
    helms,
    kubernetes: kubernetesOf(options) ?? config.targets.kubernetes,
    apiVersions: servedBy(workspace),
  };
  const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
  const { ports, concurrency, interrupted: signal } = context;
  const renders = await renderUnits(units, source, settings, {
    spool: ports.spool,
    cache,
    concurrency,
    signal,
  });
  const only = textOption(options, "showOnly");
  const shown = only === undefined ? renders : showOnly(renders, only);
  const { report, disagreements } = renderReport(shown, settings, manifests);
  tell(report, context);
  return { report, blocks: await renderBlocks(report, disagreements, context.sourceLines) };
};

const noCache: Cache = { get: async () => undefined, put: async () => undefined };

/** What kustomize builds; without one a chart beside it is rendered all the same. */
async function built(
  units: readonly Unit[],
  tree: Tree,
  options: CommandOptions,
  context: Context,
): Promise<readonly BuiltManifests[]> {
  const overlay = textOption(options, "overlay");
  assertOverlay(units, overlay);
  const manifests = units.filter(({ kustomize }) => kustomize !== undefined);
  if (manifests.length === 0) return [];
  const named = textOption(options, "kustomize");
  const needed = named !== undefined || manifests.length === units.length;
  const builder = await context.kustomize(named).catch((error: unknown): Builder => {
    if (!needed && isBpError(error, "NOT_FOUND")) return { why: error.message };
    throw error;
  });
  return buildManifests(manifests, { tree }, { builder, overlay, signal: context.interrupted });
}

type Given = Pick<RenderSettings, "namespace" | "release" | "values" | "set">;

async function settingsOf(options: CommandOptions, { cwd }: Context): Promise<Given> {
  const release = textOption(options, "release");
  const values: ValuesFile[] = [];
  for (const name of textsOption(options, "values"))
    values.push({ name, text: await readValues(name, cwd) });
  return {
    namespace: textOption(options, "namespace") ?? "default",
    values,
    set: textsOption(options, "set"),
    ...(release === undefined ? {} : { release }),
  };
}

async function readValues(name: string, cwd: string): Promise<Uint8Array> {
  try {
    return Buffer.from(await readText(resolve(cwd, name), valuesLimit));
  } catch (error) {
    if (error instanceof BpError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new BpError("UNREADABLE", `cannot read the values ${name}: ${why}`);
  }
}

/** @throws BpError USAGE */
function kubernetesOf(options: CommandOptions): string | undefined {
  const text = textOption(options, "kubeVersion");
  const version = text === undefined ? undefined : kubernetesVersion(text);
  if (text === undefined || version !== undefined) return version;
  throw new BpError("USAGE", `--kube-version ${text} is no version of Kubernetes`, {
    hint: "write it as 1.33 or 1.33.2",
  });
}

/** Standard output is for the manifests: who reads them with another program finds nothing beside them. */
function tell({ renders, findings }: RenderReport, { ports }: Context): void {
  for (const { name, version, helm, kustomize, kubernetes, status, objects, warnings } of renders) {
    for (const warning of warnings) ports.emit({ kind: "warning", message: `${name}: ${warning}` });
    if (status !== "rendered") continue;
    const cluster = kubernetes === null ? "" : ` for Kubernetes ${kubernetes}`;
    const message = `${name} ${version}: ${count(objects.length, "object")}, by ${kustomize === undefined ? "helm" : "kustomize"} ${kustomize ?? helm}${cluster}`;
    ports.emit({ kind: "note", message });
  }
  if (!renders.some(({ status }) => status === "rendered")) return;
  for (const { file, line, column, message } of findings)
    ports.emit({ kind: "warning", message: `${file}:${line}:${column}: ${message}` });
}
