import { descriptorOf } from "../../src/model/descriptor.ts";
import { mediaType } from "../../src/model/media-type.ts";
import { bytesContent, createClient, registryStore } from "../../src/oci/index.ts";
import type { Upstream } from "./upstream.ts";

export interface PushOptions {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** The folder of repositories: the chart's name is added to it. */
  readonly path: string;
  /** Of the one layer; that of Helm's charts by default. */
  readonly layerType?: string;
  /** The version by default, `+` as `_`. */
  readonly tag?: string;
}

/** Pushes a chart as `helm push` does: a config, one layer, a tag. */
export async function pushChart(chart: Upstream, options: PushOptions): Promise<void> {
  const { host, path, layerType = mediaType.helmChart } = options;
  const client = createClient({
    random: () => 0.5,
    now: () => performance.now(),
    sleep: async () => undefined,
  });
  const store = registryStore({ client, host, path: `${path}/${chart.name}`, access: "push" });
  const { name, version } = chart;
  const configBytes = Buffer.from(JSON.stringify({ name, version, apiVersion: "v2" }));
  const config = descriptorOf(mediaType.helmConfig, configBytes);
  const layer = descriptorOf(layerType, chart.archive);
  const manifest = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: mediaType.manifest, config, layers: [layer] }),
  );
  const described = descriptorOf(mediaType.manifest, manifest);
  await store.push(config, bytesContent(configBytes));
  await store.push(layer, bytesContent(chart.archive));
  const tag = options.tag ?? version.replaceAll("+", "_");
  await store.pushTagged(described, bytesContent(manifest), tag);
  client.close();
}
