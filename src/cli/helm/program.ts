import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Helm, TemplateAnswer, TemplateRequest } from "../../model/helm.ts";
import { runProgram } from "./run.ts";

/** A Helm program of a known version; each call has a folder of its own, and nothing of the user's settings. */
export function helmProgram(program: string, version: string): Helm {
  return {
    program,
    version,
    template: (request, signal) =>
      inScratch((folder) => template(program, request, folder, signal)),
  };
}

/** Runs an action in a folder that is gone afterwards. */
export async function inScratch<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "bp-helm-"));
  try {
    return await action(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** No home, no cluster, no plugins, no repositories: a render depends on what is asked alone. */
export function helmEnvironment(folder: string): Readonly<Record<string, string>> {
  const home = join(folder, "home");
  return {
    HOME: home,
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
    // Windows starts no program without it.
    SYSTEMROOT: process.env["SYSTEMROOT"] ?? "",
  };
}

async function template(
  program: string,
  request: TemplateRequest,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<TemplateAnswer> {
  const chart = join(folder, "chart.tgz");
  await writeFile(chart, request.chart.open());
  const values: string[] = [];
  for (const [index, { text }] of request.values.entries()) {
    const file = join(folder, `values-${index}.yaml`);
    await writeFile(file, text, { mode: 0o600 });
    values.push("--values", file);
  }
  const args = ["template", request.release, chart, ...values, ...argumentsOf(request)];
  const environment = helmEnvironment(folder);
  const options = { environment, folder, ...(signal === undefined ? {} : { signal }) };
  const { code, stdout, stderr } = await runProgram(program, args, options);
  const said = stderr.replaceAll(`${folder}/`, "");
  return code === 0 ? { ok: true, output: stdout, said } : { ok: false, output: "", said };
}

function argumentsOf(request: TemplateRequest): readonly string[] {
  const { namespace, kubernetes, apiVersions, set } = request;
  return [
    "--namespace",
    namespace,
    "--include-crds",
    ...(kubernetes === undefined ? [] : ["--kube-version", kubernetes]),
    ...apiVersions.flatMap((version) => ["--api-versions", version]),
    ...set.flatMap((value) => ["--set", value]),
  ];
}
