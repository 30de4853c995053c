import type { ScalarNode, YamlNode } from "../../model/yaml-node.ts";
import { entry, pointerTo } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import { isWithin, replaceNode } from "../edit.ts";
import { groupOf } from "../groups.ts";
import type { Complaint, Rule } from "../rule.ts";
import { rendersByDefault } from "../template/gate.ts";
import { ownDocuments } from "../template/template.ts";

const group = "monitoring.coreos.com";

/** A key under which a chart keeps what it needs to know of a monitor, as nodeAgentPodMonitor. */
const monitor = /(?:(?:service|pod)monitors?|prometheusrules?)$/u;

/** A key that turns a monitor on by itself, as enableServiceMonitor or podMonitorEnabled. */
const toggle =
  /^(?:enable|create)(?:\w*(?:service|pod)monitors?|prometheusrules?)$|(?:(?:service|pod)monitors?|prometheusrules?)(?:enabled|create)$/u;

const switches: ReadonlySet<string> = new Set(["enabled", "create"]);

/** A cluster that is being built has no Prometheus yet. */
export const monitoringOff: Rule = {
  id: "BP302",
  name: "monitoring-off",
  severity: "error",
  summary: `No default value turns on objects of ${group}, and no template writes one unasked.`,
  why: "The first blueprints of a cluster are installed before anything brings the CRDs of Prometheus; one monitor among their objects holds up the whole bootstrap.",
  remedy: "Default the toggle to false; an overlay turns it on once monitoring is there.",
  fixes: "some",
  examples: {
    bad: "serviceMonitor:\n  enabled: true\n",
    good: "serviceMonitor:\n  enabled: false\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const { root } = unit.chart.values ?? {};
      if (root !== undefined) yield* inValues(root, [], { unit, root });
      yield* inTemplates(unit);
    }
  },

  notRun: ({ units }) => unreadTemplates(units),
};

interface Search {
  readonly unit: ChartUnit;
  readonly root: YamlNode;
}

function* inValues(node: YamlNode, path: readonly string[], search: Search): Iterable<Complaint> {
  if (node.kind !== "mapping") return;
  for (const { name, value } of node.pairs) {
    const below = [...path, name];
    if (isOn(value) && turnsOn(below)) yield monitorOn(value, below, search);
    if (name === "metrics" && isUpstream(path, search.unit)) yield* metricsOn(value, below, search);
    yield* inValues(value, below, search);
  }
}

function isOn(node: YamlNode | undefined): node is ScalarNode {
  return node?.kind === "scalar" && node.value === true;
}

function turnsOn(path: readonly string[]): boolean {
  const [last = "", above = ""] = path.slice(-2).map(plain).toReversed();
  return toggle.test(last) || monitor.test(last) || (switches.has(last) && monitor.test(above));
}

function plain(key: string): string {
  return key.replaceAll(/[-_]/gu, "").toLowerCase();
}

function monitorOn(node: ScalarNode, path: readonly string[], { unit, root }: Search): Complaint {
  const message = `${path.join(".")} is on by default and renders objects of ${group}`;
  const told = { at: node.at, pointer: pointerTo(...path), message, unit };
  if (!isWithin(node, root)) return told;
  const changes = [replaceNode(node, "false")];
  return { ...told, fix: { description: "turn it off by default", changes } };
}

/** Values for a dependency, whose templates are not ours. */
function isUpstream([first]: readonly string[], { chart }: ChartUnit): boolean {
  return chart.metadata.dependencies.some(({ name, alias }) => first === (alias || name));
}

/** Metrics that are on and leave it to the upstream whether a monitor comes with them. */
function* metricsOn(
  metrics: YamlNode,
  path: readonly string[],
  { unit }: Search,
): Iterable<Complaint> {
  const enabled = entry(metrics, "enabled");
  const pairs = metrics.kind === "mapping" ? metrics.pairs : [];
  if (!isOn(enabled) || pairs.some(({ name }) => monitor.test(plain(name)))) return;
  yield {
    at: enabled.at,
    pointer: pointerTo(...path, "enabled"),
    severity: "warning",
    message: `${path.join(".")}.enabled is on by default, and upstream charts tie monitors to it`,
    help: "Say beside it that the monitor is off, as serviceMonitor: {enabled: false}.",
    unit,
  };
}

function* inTemplates(unit: ChartUnit): Iterable<Complaint> {
  const { chart } = unit;
  for (const { template, document } of ownDocuments(chart)) {
    const { apiVersion = "", kind = "monitor", at } = document;
    if (groupOf(apiVersion) !== group) continue;
    if (!rendersByDefault(template, at.start, chart.values?.root)) continue;
    const message = `the template writes a ${kind} of ${group} by default`;
    yield { at: template.locate(at.start, at.end), message, unit };
  }
}
