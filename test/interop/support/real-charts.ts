import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { mustFolder } from "../derive/go-modules.ts";

/** A chart that its authors keep beside their Go code. */
export interface RealChart {
  /** The umbrella around it. */
  readonly umbrella: string;
  readonly name: string;
  /** As the umbrella pins it. */
  readonly version: string;
  readonly appVersion: string;
  readonly module: string;
  readonly folder: string;
  /** What opens ports for metrics and is no switch of our own values. */
  readonly more?: readonly string[];
}

export const realCharts: readonly RealChart[] = [
  {
    umbrella: "cert-manager",
    name: "cert-manager",
    version: "v1.16.2",
    appVersion: "v1.16.2",
    module: "github.com/cert-manager/cert-manager@v1.16.2",
    folder: "deploy/charts/cert-manager",
  },
  {
    umbrella: "cilium",
    name: "cilium",
    version: "1.16.5",
    appVersion: "1.16.5",
    module: "github.com/cilium/cilium@v1.16.5",
    folder: "install/kubernetes/cilium",
    more: ["cilium.hubble.relay.prometheus.enabled=true"],
  },
  {
    umbrella: "crossplane",
    name: "crossplane",
    version: "1.18.0",
    appVersion: "1.18.0",
    module: "github.com/crossplane/crossplane@v1.18.0",
    folder: "cluster/charts/crossplane",
  },
  {
    umbrella: "external-dns",
    name: "external-dns",
    version: "1.15.2",
    appVersion: "0.15.1",
    module: "sigs.k8s.io/external-dns@v0.15.1",
    folder: "charts/external-dns",
  },
  {
    umbrella: "external-secrets",
    name: "external-secrets",
    version: "0.10.7",
    appVersion: "v0.10.7",
    module: "github.com/external-secrets/external-secrets@v0.10.7",
    folder: "deploy/charts/external-secrets",
  },
  {
    umbrella: "sealed-secrets",
    name: "sealed-secrets",
    version: "2.16.1",
    appVersion: "0.27.1",
    module: "github.com/bitnami-labs/sealed-secrets@v0.27.1",
    folder: "helm/sealed-secrets",
  },
];

/**
 * Puts the chart into the umbrella's charts/, unpacked. What its authors' release fills in, its Chart.yaml, is written
 * here.
 */
export async function putRealChart(umbrella: string, chart: RealChart): Promise<void> {
  const source = await mustFolder(chart.module);
  const charts = join(umbrella, "charts");
  await rm(charts, { recursive: true, force: true });
  const target = join(charts, chart.name);
  await mkdir(target, { recursive: true });
  await cp(join(source, chart.folder), target, {
    recursive: true,
    mode: 0,
    // A page for readers among the templates; charts inside, which are off.
    filter: (path) => !path.endsWith("README.md") && !path.endsWith("/Chart.lock"),
  });
  const { name, version, appVersion } = chart;
  await rm(join(target, "Chart.yaml"), { force: true });
  await writeFile(
    join(target, "Chart.yaml"),
    `apiVersion: v2\nname: ${name}\nversion: ${version}\nappVersion: ${appVersion}\n`,
  );
}
