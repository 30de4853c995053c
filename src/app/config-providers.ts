import type { Providers } from "../lint/index.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { textOf, wrong } from "./config-read.ts";

const group = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u;

/** Reads `providers` in bp.config.yaml: charts or `cluster` by API group. @throws BpError CONFIG with the place of what is wrong */
export function readProviders(node: YamlNode): Providers {
  if (node.kind !== "mapping") throw wrong(node, "providers must hold charts for each API group");
  return new Map(
    node.pairs.map(({ name, key, value }) => {
      if (!group.test(name)) throw wrong(key, `${name} is no API group, as cert-manager.io`);
      return [name, readCharts(value, `providers.${name}`)];
    }),
  );
}

function readCharts(node: YamlNode, name: string): readonly string[] | "cluster" {
  if (node.kind === "sequence" && node.items.length > 0)
    return node.items.map((item) => textOf(item, name));
  if (node.kind === "scalar" && node.value === "cluster") return "cluster";
  throw wrong(node, `${name} must be a list of charts, or cluster`);
}
