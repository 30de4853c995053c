import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { startChartRepository } from "./chart-repository.ts";
import { manyUpstreams } from "./many-upstreams.ts";
import { objectsIn } from "./objects.ts";
import { mustBp, mustRun } from "./program.ts";
import { pushChart } from "./push-chart.ts";
import { umbrellaFiles } from "./umbrellas.ts";
import { temporary, workspace } from "./workspace.ts";

const login = { username: "reader", password: "secret" };

/** Thirty upstreams on loopback, half of them behind a login, and charts that need them all. */
export interface World {
  /** `127.0.0.1:port` of a registry that holds upstreams, and takes what is published. */
  readonly registry: string;
  /** With Helm's list of repositories, and folders of this test's own. */
  readonly env: Readonly<Record<string, string>>;
  /** A fresh working copy. */
  checkout(): string;
}

export async function startWorld(): Promise<World> {
  const upstreams = await manyUpstreams();
  const repository = await startChartRepository(upstreams, { login });
  const server = await serveRegistry({ root: temporary() });
  onTestFinished(async () => {
    await repository.close();
    await server.close();
  });
  for (const chart of upstreams) await pushChart(chart, { host: server.host, path: "up" });
  const home = temporary();
  const list = join(home, "repositories.yaml");
  const entry = { name: "up", url: repository.url, ...login };
  writeFileSync(list, JSON.stringify({ apiVersion: "", repositories: [entry] }));
  const files = umbrellaFiles({ http: "@up", oci: `oci://${server.host}/up` });
  return {
    registry: server.host,
    env: {
      HOME: home,
      XDG_CACHE_HOME: join(home, "cache"),
      HELM_REPOSITORY_CONFIG: list,
      HELM_CACHE_HOME: join(home, "helm"),
      HELM_CONFIG_HOME: join(home, "helm-config"),
    },
    checkout: () => workspace(files),
  };
}

/** A helm and where it runs. */
export interface HelmRun {
  readonly helm: string;
  readonly env: World["env"];
}

export async function helmDependency(
  { helm, env }: HelmRun,
  verb: "build" | "update",
  chart: string,
): Promise<void> {
  await mustRun(helm, ["dependency", verb, chart, "--plain-http"], { env });
}

/** The objects of a chart in a folder, or of a version in a registry. */
export async function helmTemplate(
  { helm, env }: HelmRun,
  chart: string,
): Promise<readonly string[]> {
  const more = chart.startsWith("oci://") ? ["--version", "1.0.0", "--plain-http"] : [];
  const { stdout } = await mustRun(helm, ["template", "rel", chart, ...more], { env });
  return objectsIn(stdout);
}

/** Publishes every chart of a working copy to a registry, signed with a key of its own. */
export async function publishAll(cwd: string, { registry, env }: World): Promise<void> {
  const keys = join(temporary(), "keys");
  mkdirSync(keys);
  await mustBp(["keygen", "--output-key-prefix", join(keys, "key")], { cwd, env });
  const to = ["--to", `${registry}/charts`, "--key", join(keys, "key.key")];
  await mustBp(["publish", "--all", ...to], { cwd, env });
}

/** A copy with everything in it. */
export function copyOf(folder: string): string {
  const copy = temporary();
  cpSync(folder, copy, { recursive: true });
  return copy;
}
