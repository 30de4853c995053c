import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import { groupOf, needsCrd, providersOf, suppliersOf } from "../groups.ts";
import type { Complaint, Rule } from "../rule.ts";
import { rendersByDefault } from "../template/chart-gates.ts";
import { definesCrdOf, ownDocuments } from "../template/template.ts";

/** Somebody must have installed the CRD before. */
export const foreignCrd: Rule = {
  id: "BP308",
  name: "foreign-crd",
  severity: "error",
  summary:
    "An object of another blueprint's CRD comes with a dependency on that blueprint, or only where the cluster has the API.",
  why: "Without its CRD the object is refused and the release fails; nothing told the installer which blueprint had to be there first.",
  remedy:
    "Declare the blueprint under spec.depends, or wrap the object in an if on .Capabilities.APIVersions.Has.",
  examples: {
    bad: "apiVersion: cert-manager.io/v1\nkind: Certificate   # and no depends\n",
    good: '{{- if .Capabilities.APIVersions.Has "cert-manager.io/v1" }}\napiVersion: cert-manager.io/v1\n',
  },

  *check({ units }) {
    for (const unit of withChart(units)) yield* judge(unit);
  },

  notRun: ({ units }) => unreadTemplates(units),
};

function* judge(unit: ChartUnit): Iterable<Complaint> {
  const { chart } = unit;
  for (const { template, document } of ownDocuments(chart)) {
    const { apiVersion = "", kind = "the object", at } = document;
    const group = groupOf(apiVersion);
    if (!needsCrd(group) || isSupplied(group, unit)) continue;
    if (!rendersByDefault(chart, template, at.start)) continue;
    const message = `${kind} needs the CRDs of ${group}${whose(group)}, and no dependency brings them`;
    yield { at: template.locate(at.start, at.end), message, unit };
  }
}

function whose(group: string): string {
  const by = providersOf(group)?.[0];
  return by === undefined ? "" : `, which bp-${by} installs`;
}

/** By the chart itself, or by what it declares; of a group that nobody is known for, any declaration may be the one. */
function isSupplied(group: string, unit: ChartUnit): boolean {
  const { own, before } = suppliersOf(unit);
  const known = providersOf(group);
  if (bringsCrds(unit) || definesCrdOf(unit.chart, group)) return true;
  if (known === undefined) return own.length + before.length > 1;
  return known.some((name) => own.includes(name) || before.includes(name));
}

/** What lies in crds/ is not read: it may be the one. */
function bringsCrds({ chart }: ChartUnit): boolean {
  return chart.packaged?.some((path) => /^(?:charts\/[^/]+\/)?crds\//u.test(path)) === true;
}
