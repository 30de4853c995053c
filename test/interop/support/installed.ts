import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { ServedKind } from "../../support/fake-cluster.ts";
import { fakeCluster } from "../../support/fake-cluster.ts";
import { mustRun } from "./process.ts";

/** What Helm keeps of a release once it has installed a chart's archive, in bytes. */
export async function keptByHelm(
  helm: string,
  archive: string,
  kinds: readonly ServedKind[],
  { release, home }: { readonly release: string; readonly home: string },
): Promise<number> {
  const cluster = await fakeCluster(kinds);
  const config = join(home, "kubeconfig");
  await mkdir(home, { recursive: true });
  await writeFile(config, cluster.kubeconfig, { mode: 0o600 });
  const args = ["install", release, archive, "--kubeconfig", config, "--no-hooks"];
  const env = { HOME: home, PATH: process.env["PATH"] };
  await mustRun(helm, [...args, "--disable-openapi-validation", "--skip-crds"], { env });
  const size = cluster.releaseSize();
  if (size === undefined) throw new Error("helm kept nothing");
  return size;
}
