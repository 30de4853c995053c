import type { ChartDependency, ChartMetadata } from "../model/chart.ts";
import { sortKeys } from "../model/go-json.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Chart.yaml as Go marshals Helm's struct (interop §1.3): fields in the struct's order, empty ones left out, annotation
 * keys sorted.
 */
export function metadataFields(metadata: ChartMetadata): Fields {
  const { name, home, version, description, icon, apiVersion, condition } = metadata;
  const { sources, keywords, maintainers, dependencies, tags, appVersion, deprecated } = metadata;
  return filled({
    name,
    home,
    sources,
    version,
    description,
    keywords,
    maintainers: maintainers.map(({ name, email, url }) => filled({ name, email, url })),
    icon,
    apiVersion,
    condition,
    tags,
    appVersion,
    deprecated,
    annotations: sortKeys(metadata.annotations),
    kubeVersion: metadata.kubeVersion,
    dependencies: dependencies.map((dependency) => dependencyFields(dependency)),
    type: metadata.type,
  });
}

/** A dependency likewise: name and repository stand even where they are empty. */
export function dependencyFields(
  dependency: Partial<Omit<ChartDependency, "at">> & Pick<ChartDependency, "name" | "repository">,
): Fields {
  const { name, version, repository, condition, tags, enabled, alias } = dependency;
  const { importValues = [] } = dependency;
  const { version: given } = filled({ version });
  return {
    name,
    ...(given === undefined ? {} : { version }),
    repository,
    ...filled({ condition, tags, enabled, "import-values": plain(importValues), alias }),
  };
}

/** Without what Go's omitempty leaves out. */
function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value !== null && typeof value === "object") return Object.keys(value).length === 0;
  return value === "" || value === false || value === undefined;
}

/** Free data as JSON can hold it: keys sorted as Go sorts a map's, whole numbers beyond 2^53 rounded. */
export function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, item: unknown) => {
    return typeof item === "bigint" ? Number(item) : item;
  });
  return sortKeys(JSON.parse(text) as unknown);
}
