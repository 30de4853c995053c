import type { ChartDependency, ChartMetadata, Maintainer } from "../model/chart.ts";
import type { Finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import { startOf } from "../model/location.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { validateMetadata } from "./metadata-check.ts";
import { FieldReader } from "./metadata-fields.ts";

export interface ReadMetadata {
  readonly metadata: ChartMetadata;
  /** The place of the name; the document's where there is none. */
  readonly nameAt: Location;
  readonly versionAt: Location;
  /** Rule `CHART`, one for each fault for which Helm would refuse the chart. */
  readonly findings: readonly Finding[];
}

/**
 * Reads Chart.yaml as Helm does (helm pkg/chart/v2/metadata.go): numbers and booleans become text where a text is
 * due, unknown keys are dropped, texts are sanitised. What Helm would refuse is a finding, and empty in the result.
 */
export function readMetadata(document: YamlDocument, file: string): ReadMetadata {
  const reader = new FieldReader(document.root, document.root?.at ?? startOf(file));
  const metadata = readFields(reader);
  validateMetadata(reader, metadata);
  return {
    metadata,
    nameAt: reader.placeOf("name"),
    versionAt: reader.placeOf("version"),
    findings: reader.findings,
  };
}

function readFields(reader: FieldReader): ChartMetadata {
  return {
    apiVersion: reader.text("apiVersion"),
    name: sanitise(reader.text("name")),
    version: reader.text("version"),
    kubeVersion: sanitise(reader.text("kubeVersion")),
    description: sanitise(reader.text("description")),
    type: reader.text("type"),
    keywords: reader.texts("keywords").map(sanitise),
    home: sanitise(reader.text("home")),
    sources: reader.texts("sources").map(sanitise),
    dependencies: reader.objects("dependencies").map(readDependency),
    maintainers: reader.objects("maintainers").map(readMaintainer),
    icon: sanitise(reader.text("icon")),
    appVersion: sanitise(reader.text("appVersion")),
    deprecated: reader.flag("deprecated"),
    annotations: reader.textMap("annotations"),
    condition: sanitise(reader.text("condition")),
    tags: sanitise(reader.text("tags")),
  };
}

function readDependency(reader: FieldReader): ChartDependency {
  return {
    name: sanitise(reader.text("name")),
    version: sanitise(reader.text("version")),
    repository: sanitise(reader.text("repository")),
    condition: sanitise(reader.text("condition")),
    tags: reader.texts("tags").map(sanitise),
    enabled: reader.flag("enabled"),
    importValues: reader.values("import-values"),
    alias: reader.text("alias"),
    at: reader.at,
  };
}

function readMaintainer(reader: FieldReader): Maintainer {
  return {
    name: sanitise(reader.text("name")),
    email: sanitise(reader.text("email")),
    url: sanitise(reader.text("url")),
  };
}

/**
 * Line ends, and printable characters in the ranges that most texts keep to: what they hold is known without Unicode's
 * tables.
 */
const plain = /^[\t\n\r -~\u00A1-\u00AC\u00AE-\u0377\u2010-\u2027\u2030-\u205E\u2190-\u23FF]*$/u;

/** Every Unicode space becomes a plain one, every other unprintable character goes (helm sanitizeString). */
function sanitise(text: string): string {
  if (plain.test(text)) return text.replaceAll(/[\t\n\r]/gu, " ");
  return text
    .replaceAll(/\p{White_Space}/gu, " ")
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "");
}
