import { pointerTo } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import type { Forbidden } from "../forbidden.ts";
import { forbidden, severityInValues } from "../forbidden.ts";
import type { Leaf } from "../leaves.ts";
import { lastKey, leafPlace, leavesOf } from "../leaves.ts";
import { objectsOf } from "../rendered/judged.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import { once } from "../rendered/once.ts";
import type { Complaint, Rule } from "../rule.ts";
import type { Template } from "../template/template.ts";
import { ownTemplates } from "../template/template.ts";

const inDefaults = forbidden.filter(
  (one): one is Forbidden & Required<Pick<Forbidden, "value">> => one.value !== undefined,
);

/** What worked on the first cluster and on no other. */
export const forbiddenContent: Rule = {
  id: "BP306",
  name: "forbidden",
  severity: "error",
  summary:
    "A chart holds nothing that is tied to one cluster: Traefik's APIs, hosts of the vendor, node ports, local-path storage.",
  why: "Charts were first written for one cluster, and what they took from it, its ingress, its hosts, its disks, fails or leaks on every other.",
  remedy: "Take it from values that each cluster sets, or use what every Sovereign has.",
  examples: {
    bad: "apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\n",
    good: "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n",
  },

  *check(input) {
    for (const unit of withChart(input.units)) {
      const templates = ownTemplates(unit.chart).flatMap((one) => [...inTemplate(one, unit)]);
      const written = [...inValues(unit), ...templates];
      const told = new Set(inDefaultsOf(unit).map(({ text, reason }) => `${text} ${reason}`));
      const rendered = inRender(unit).filter(({ message }) => !isTold(message, told));
      yield* once(written, rendered);
    }
  },

  notRun: (input) => together(unreadTemplates(input.units), unrendered(input)),
};

interface FoundDefault {
  readonly leaf: Leaf;
  readonly text: string;
  readonly reason: string;
}

function inDefaultsOf({ chart }: ChartUnit): readonly FoundDefault[] {
  return leavesOf(chart.values?.root).flatMap((leaf) => [...foundIn(leaf)]);
}

function* foundIn(leaf: Leaf): Iterable<FoundDefault> {
  const text = leaf.node.value;
  if (typeof text !== "string") return;
  const found = inDefaults.find(({ value }) => value.text.test(text));
  if (found?.value.key.test(lastKey(leaf.path)) !== true) return;
  yield { leaf, text, reason: found.reason };
}

function* inValues(unit: ChartUnit): Iterable<Complaint> {
  for (const { leaf, text, reason } of inDefaultsOf(unit)) {
    const message = `${leaf.path.join(".")} is ${text} by default, which ${reason}`;
    yield { ...leafPlace(leaf), severity: severityInValues, message, unit };
  }
}

/** What a value, a helper or an upstream chart brings in; but for an API, an overlay can set it otherwise. */
function inRender(unit: ChartUnit): readonly Complaint[] {
  return objectsOf(unit).flatMap(({ apiVersion, label, object, at }) => {
    const api = forbidden.find(({ api: pattern }) => pattern?.test(apiVersion));
    const ofApi = {
      at: at("/apiVersion"),
      message: `${label}: ${apiVersion} ${api?.reason}`,
      unit,
    };
    const fields = leavesOf(object.node).flatMap((leaf) => [...foundIn(leaf)]);
    return [
      ...(api === undefined ? [] : [ofApi]),
      ...fields.map(({ leaf, text, reason }) => {
        const place = at(pointerTo(...leaf.path));
        return {
          at: place,
          severity: severityInValues,
          message: `${label}: ${text} ${reason}`,
          unit,
        };
      }),
    ];
  });
}

function isTold(message: string, told: ReadonlySet<string>): boolean {
  return [...told].some((words) => message.endsWith(`: ${words}`));
}

function* inTemplate(template: Template, unit: ChartUnit): Iterable<Complaint> {
  for (const { reason, template: pattern } of forbidden.filter(hasPattern)) {
    for (const match of template.blanked.matchAll(pattern)) {
      const [whole, text = ""] = match;
      const start = match.index + whole.lastIndexOf(text);
      const at = template.locate(start, start + text.length);
      yield { at, message: `${text} ${reason}`, unit };
    }
  }
}

function hasPattern(one: Forbidden): one is Forbidden & { readonly template: RegExp } {
  return one.template !== undefined;
}
