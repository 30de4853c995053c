import type { Chart } from "../../model/chart.ts";
import type { Blind, Mention, Resource, Source, Supply } from "../../model/supply.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import type { ChartUnit } from "../charts.ts";
import { appliedManifests } from "../kustomize/tree.ts";
import { objectsOf } from "../rendered/judged.ts";
import { ChartGates, gatesOf } from "../template/chart-gates.ts";
import { Gates } from "../template/gate.ts";
import type { Template } from "../template/template.ts";
import { plainText, templatesOf } from "../template/template.ts";
import { ValuesView } from "../template/values-view.ts";
import { blindOf, definedByOperator, installedBy, takenFromFiles } from "./blind.ts";
import { needsOf } from "./needs.ts";
import { offersOf } from "./offers.ts";
import { Passage } from "./passage.ts";
import { inOwnNamespace, isBesideRender, renderedPassage, withToggles } from "./rendered-supply.ts";
import { valueNeeds } from "./value-needs.ts";

const known = new WeakMap<Unit, Supply>();

/** What a unit provides and consumes, as far as it can be told without rendering; worked out once. */
export function supplyOf(unit: Unit): Supply {
  const supply = known.get(unit) ?? scan(unit);
  known.set(unit, supply);
  return supply;
}

/** The same under the values of a release, which go over the default ones. */
export function supplyUnder(unit: Unit, given: YamlNode): Supply {
  return scan(unit, given);
}

function scan(unit: Unit, given?: YamlNode): Supply {
  const { chart, compositions = [], folder } = unit;
  const scan = new Scan();
  if (given === undefined && isRendered(unit)) scanRender(scan, unit);
  else if (chart !== undefined) scanChart(scan, chart, given);
  for (const text of appliedManifests(unit))
    scan.read(plainText(text, folder), "manifests", () => plainGates);
  for (const text of compositions) scan.composition(plainText(text, folder));
  const { offers, needs, blind, roles } = scan;
  return {
    offers,
    needs: chart === undefined ? needs : [...needs, ...valueNeeds(chart)],
    blind: [...blindOf(unit), ...blind, ...definedByOperator(roles)],
  };
}

function isRendered(unit: Unit): unit is ChartUnit {
  return unit.chart !== undefined && unit.render?.rendered.kind === "rendered";
}

/** What the render shows, and from the templates what it cannot show. */
function scanRender(scan: Scan, unit: ChartUnit): void {
  const written = new Scan();
  scanChart(written, unit.chart, undefined);
  scan.offers.push(...written.offers.filter(isBesideRender));
  scan.needs.push(...written.needs.filter(isBesideRender));
  const rendered = new Scan();
  for (const object of objectsOf(unit)) {
    const found = renderedPassage(object);
    if (found !== undefined && found.source !== "crds")
      rendered.object(found.passage, found.source);
  }
  const own = (mention: Mention): Mention => inOwnNamespace(mention, unit.render?.namespace);
  scan.offers.push(...withToggles(rendered.offers.map(own), written.offers));
  scan.needs.push(...withToggles(rendered.needs.map(own), written.needs));
  scan.blind.push(...rendered.blind);
  scan.roles.push(...rendered.roles);
}

function scanChart(scan: Scan, chart: Chart, given: YamlNode | undefined): void {
  const other = given === undefined ? undefined : new ChartGates(chart, given);
  for (const text of chart.crds ?? [])
    if (text.text.includes("CustomResourceDefinition"))
      scan.read(plainText(text, chart.folder), "crds", () => plainGates);
  for (const template of templatesOf(chart) ?? []) {
    const source = template.path.startsWith("templates/") ? "templates" : "subcharts";
    scan.read(template, source, () => other?.of(template) ?? gatesOf(chart, template));
  }
}

/** Of texts without actions, which ask nothing. */
const plainGates = new Gates([], new ValuesView(undefined));

function isOfCrossplane({ group, name }: Resource): boolean {
  return name === "" && /^(?:apiextensions|pkg)\.crossplane\.io$/u.test(group);
}

class Scan {
  readonly offers: Mention[] = [];
  readonly needs: Mention[] = [];
  readonly blind: Blind[] = [];
  readonly roles: Passage[] = [];

  read(template: Template, source: Source, gates: () => Gates): void {
    for (const document of template.documents) {
      const passage = new Passage(template, document, gates);
      if (document.kind === undefined) this.blind.push(...takenFromFiles(passage));
      else this.object(passage, source);
    }
  }

  /** What its objects are and define; what they compose lies elsewhere, and is not the unit's. */
  composition(template: Template): void {
    const own = new Scan();
    own.read(template, "manifests", () => plainGates);
    this.offers.push(...own.offers.filter(({ resource }) => resource.name === ""));
    this.needs.push(...own.needs.filter(({ resource }) => isOfCrossplane(resource)));
  }

  object(passage: Passage, source: Source): void {
    for (const { resource, span } of offersOf(passage)) {
      const presence = passage.presence(span.start);
      this.offers.push({ resource, at: passage.locate(span), presence, source });
    }
    for (const { span, ...used } of needsOf(passage))
      this.needs.push({ ...used, at: passage.locate(span), source });
    this.blind.push(...installedBy(passage));
    if (passage.kind === "ClusterRole") this.roles.push(passage);
  }
}
