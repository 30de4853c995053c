import type { YamlNode } from "../../model/yaml-node.ts";
import { nodeAt, pointerTo } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import { isWithin, replaceNode } from "../edit.ts";
import { groupOf } from "../groups.ts";
import type { Leaf } from "../leaves.ts";
import { leafPlace, leavesOf } from "../leaves.ts";
import { objectsOf } from "../rendered/judged.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import { once } from "../rendered/once.ts";
import type { Complaint, Rule } from "../rule.ts";
import { rendersByDefault } from "../template/chart-gates.ts";
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

  *check(input) {
    for (const unit of withChart(input.units))
      yield* once([...inValues(unit), ...inTemplates(unit)], inRender(unit));
  },

  notRun: (input) => together(unreadTemplates(input.units), unrendered(input)),
};

function* inValues(unit: ChartUnit): Iterable<Complaint> {
  const root = unit.chart.values?.root;
  for (const leaf of leavesOf(root)) {
    const { node, path } = leaf;
    if (node.value !== true || root === undefined) continue;
    if (turnsOn(path)) yield monitorOn(leaf, root, unit);
    else if (path.at(-1) === "enabled" && path.at(-2) === "metrics")
      yield* metricsOn(leaf, root, unit);
  }
}

function turnsOn(path: readonly string[]): boolean {
  const [last = "", above = ""] = path.slice(-2).map(plain).toReversed();
  return toggle.test(last) || monitor.test(last) || (switches.has(last) && monitor.test(above));
}

function plain(key: string): string {
  return key.replaceAll(/[-_]/gu, "").toLowerCase();
}

function monitorOn(leaf: Leaf, root: YamlNode, unit: ChartUnit): Complaint {
  const message = `${leaf.path.join(".")} is on by default and renders objects of ${group}`;
  const told = { ...leafPlace(leaf), message, unit };
  if (!isWithin(leaf.node, root)) return told;
  const changes = [replaceNode(leaf.node, "false")];
  return { ...told, fix: { description: "turn it off by default", changes } };
}

/** Metrics of a dependency that are on and leave it to the upstream whether a monitor comes with them. */
function* metricsOn(leaf: Leaf, root: YamlNode, unit: ChartUnit): Iterable<Complaint> {
  const metrics = nodeAt(root, pointerTo(...leaf.path.slice(0, -1)));
  const pairs = metrics?.kind === "mapping" ? metrics.pairs : [];
  const saysMore = pairs.some(({ name }) => monitor.test(plain(name)));
  if (saysMore || !isUpstream(leaf.path, unit)) return;
  yield {
    ...leafPlace(leaf),
    severity: "warning",
    message: `${leaf.path.join(".")} is on by default, and upstream charts tie monitors to it`,
    help: "Say beside it that the monitor is off, as serviceMonitor: {enabled: false}.",
    unit,
  };
}

/** Values for a dependency, whose templates are not ours. */
function isUpstream([first]: readonly string[], { chart }: ChartUnit): boolean {
  return chart.metadata.dependencies.some(({ name, alias }) => first === (alias || name));
}

function* inTemplates(unit: ChartUnit): Iterable<Complaint> {
  const { chart } = unit;
  for (const { template, document } of ownDocuments(chart)) {
    const { apiVersion = "", kind = "monitor", at } = document;
    if (groupOf(apiVersion) !== group) continue;
    if (!rendersByDefault(chart, template, at.start)) continue;
    const message = `the template writes a ${kind} of ${group} by default`;
    yield { at: template.locate(at.start, at.end), message, unit };
  }
}

/** What a toggle of another name, a helper or an upstream chart turns on. */
function* inRender(unit: ChartUnit): Iterable<Complaint> {
  for (const { group: own, label, at } of objectsOf(unit)) {
    if (own !== group) continue;
    const message = `${label} of ${group} is rendered by default`;
    yield { at: at("/apiVersion"), message, unit };
  }
}
