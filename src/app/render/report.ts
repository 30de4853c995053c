import { headerOf } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import { sortFindings } from "../../model/finding.ts";
import type { RenderedObject } from "../../model/render.ts";
import type { Report } from "../../model/report.ts";
import type { BuiltManifests } from "./build-manifests.ts";
import type { Disagreement } from "./disagreements.ts";
import { disagreements } from "./disagreements.ts";
import { renderFindings } from "./findings.ts";
import type { UnitRendered } from "./render-units.ts";
import type { RenderSettings } from "./settings.ts";

/** An object that Helm would apply. */
export interface ListedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Null where the object does not say: then it is the release's, or none. */
  readonly namespace: string | null;
  /** The template, below the chart's folder, as Helm names it. */
  readonly source: string;
}

export interface ListedRender {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** The Helm's version, null where none was asked. */
  readonly helm: string | null;
  /** Of manifests the version of the kustomize that built them, null where none did; absent for a chart. */
  readonly kustomize?: string | null;
  /** The version that was asked for, null for Helm's own choice. */
  readonly kubernetes: string | null;
  readonly release: string;
  readonly namespace: string;
  readonly status: "rendered" | "failed" | "not rendered";
  /** Why it is not rendered, where it is not. */
  readonly reason?: string;
  readonly objects: readonly ListedObject[];
  /** As Helm printed it, empty where nothing was rendered. */
  readonly manifest: string;
  /** What Helm warned of. */
  readonly warnings: readonly string[];
}

export interface RenderReport extends Report {
  readonly renders: readonly ListedRender[];
  /** Units that one Helm renders otherwise than the first one. */
  readonly different: readonly Pick<Disagreement, "name" | "helm" | "against">[];
}

/** What was rendered, and where Helms disagree; that, and a chart that was not rendered, fail the run. */
export function renderReport(
  renders: readonly UnitRendered[],
  settings: RenderSettings,
  manifests: readonly BuiltManifests[] = [],
): { readonly report: RenderReport; readonly disagreements: readonly Disagreement[] } {
  const faults = manifests.flatMap((one) => one.findings);
  const findings = sortFindings(once([...renders.flatMap(renderFindings), ...faults]));
  const found = disagreements(renders);
  const ok = findings.length === 0 && found.length === 0;
  const report: RenderReport = {
    schemaVersion: 1,
    command: "render",
    ok,
    exitCode: ok ? 0 : 1,
    findings,
    renders: [
      ...renders.map((one) => listed(one, settings)),
      ...manifests.map(({ render }) => render),
    ],
    different: found.map(({ name, helm, against }) => ({ name, helm, against })),
  };
  return { report, disagreements: found };
}

function listed(
  { unit, helm, release, rendered, said }: UnitRendered,
  { namespace, kubernetes }: RenderSettings,
): ListedRender {
  const { name, version, folder } = unit;
  const reason = reasonOf(rendered);
  const isRendered = rendered.kind === "rendered";
  return {
    name,
    version,
    folder,
    helm: helm ?? null,
    kubernetes: kubernetes ?? null,
    release,
    namespace,
    status: rendered.kind,
    ...(reason === undefined ? {} : { reason }),
    objects: isRendered ? rendered.objects.map(listedObject) : [],
    manifest: isRendered ? rendered.output : "",
    warnings: isRendered ? said.split("\n").filter((line) => line.trim() !== "") : [],
  };
}

function reasonOf(rendered: UnitRendered["rendered"]): string | undefined {
  if (rendered.kind === "rendered") return undefined;
  return rendered.kind === "failed" ? rendered.message : rendered.reason;
}

function listedObject(object: RenderedObject): ListedObject {
  const { apiVersion, kind, name, namespace } = headerOf(object);
  return { apiVersion, kind, name, namespace: namespace || null, source: object.source };
}

/** A chart that several embed is missing once, and each Helm says the same. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(
    findings.map((one) => [JSON.stringify([one.file, one.line, one.message]), one]),
  );
  return [...seen.values()];
}
