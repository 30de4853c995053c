import type { Chart, ChartDependency } from "../../model/chart.ts";
import type { Location } from "../../model/location.ts";
import { startOf } from "../../model/location.ts";
import type { Blind } from "../../model/supply.ts";
import type { Unit } from "../../model/workspace.ts";
import { unreadSubcharts } from "../charts.ts";
import type { Passage } from "./passage.ts";

/** Objects that have others bring what no template shows, by kind and group, with what ends the API groups of that. */
const installers: Readonly<Record<string, readonly string[] | undefined>> = {
  "HelmRelease helm.toolkit.fluxcd.io": undefined,
  "Kustomization kustomize.toolkit.fluxcd.io": undefined,
  "Application argoproj.io": undefined,
  "ApplicationSet argoproj.io": undefined,
  "HelmChart helm.cattle.io": undefined,
  "Subscription operators.coreos.com": undefined,
  "Provider pkg.crossplane.io": ["crossplane.io", "upbound.io"],
  "Configuration pkg.crossplane.io": undefined,
};

/** What a unit brings that nobody could look into. */
export function blindOf(unit: Unit): readonly Blind[] {
  const { chart, manifests } = unit;
  if (chart === undefined)
    return manifests?.length === 0 || manifests === undefined
      ? [{ name: "what it installs", at: placeOf(unit) }]
      : [];
  if (chart.templates === undefined) return [{ name: "its templates", at: chart.nameAt }];
  return [...undeclared(chart), ...notVendored(chart)];
}

function placeOf({ manifest, folder }: Unit): Location {
  return startOf(manifest?.file ?? folder);
}

function undeclared(chart: Chart): readonly Blind[] {
  return unreadSubcharts(chart).map(({ path }) => ({ name: path, at: chart.nameAt }));
}

/** Dependencies that are not in charts/, of the chart and of those inside it. */
function notVendored({ metadata, subcharts = [], vendored, nameAt }: Chart): readonly Blind[] {
  const paths = new Map<string, Set<string>>();
  for (const { path, name } of subcharts) {
    const around = path.slice(0, path.lastIndexOf("charts/"));
    paths.set(around, (paths.get(around) ?? new Set()).add(name));
  }
  const known = new Set([...vendored.map(({ name }) => name), ...(paths.get("") ?? [])]);
  const own = metadata.dependencies.filter(({ name }) => !known.has(name));
  const inner = subcharts.flatMap(({ path, dependencies }) =>
    dependencies.filter(({ name }) => paths.get(`${path}/`)?.has(name) !== true),
  );
  return [
    ...own.map((dependency) => missing(dependency, dependency.at)),
    ...inner.map((dependency) => missing(dependency, nameAt)),
  ];
}

function missing({ name, version }: ChartDependency, at: Location): Blind {
  return { name: `${name} ${version}`.trim(), chart: name, at };
}

const group = /(?<![a-z0-9-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+/gu;

/** An operator that may make CRDs makes them at run time, of the groups that its role names. */
export function definedByOperator(roles: readonly Passage[]): readonly Blind[] {
  const maker = roles.find(({ document: { text } }) => {
    const at = text.indexOf("customresourcedefinitions");
    return at !== -1 && text.includes("create", at);
  });
  if (maker === undefined) return [];
  const texts = roles.flatMap(({ document }) => [...document.text.matchAll(group)]);
  const groups = [...new Set(texts.map(([text]) => text))];
  return [{ name: "what its operator defines", at: maker.locate(maker.document.at), groups }];
}

/** What a template without a kind of its own takes from files, as `.Files.Glob "crds/*"`. */
export function takenFromFiles({ template, document }: Passage): readonly Blind[] {
  const text = template.text.slice(document.start, document.end);
  if (!/\.Files\.(?:Get|Glob|Lines)\b/u.test(text)) return [];
  return [
    { name: "what it takes from files", at: template.locate(document.start, document.start) },
  ];
}

/** What an object has others install. */
export function installedBy(passage: Passage): readonly Blind[] {
  const key = `${passage.kind} ${passage.group}`;
  if (!Object.hasOwn(installers, key)) return [];
  const groups = installers[key];
  const at = passage.locate(passage.document.at);
  const name = `what the ${passage.kind} installs`;
  return [{ name, at, ...(groups === undefined ? {} : { groups }) }];
}
