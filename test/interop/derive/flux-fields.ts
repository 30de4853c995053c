import type { Crd, Schema } from "./crds.ts";

/** A field, in which of the releases it is, and what is below it. */
interface Field {
  readonly releases: Set<string>;
  readonly fields: Map<string, Field>;
  /** Anything may stand below it. */
  isFree: boolean;
}

/** The APIs of a release's controllers, as `helm.toolkit.fluxcd.io/v2 HelmRelease`. */
export type Apis = ReadonlyMap<string, Schema>;

/** What a release serves. */
export function apisOf(crds: readonly Crd[]): Apis {
  const apis = crds.flatMap(({ spec: { group, names, versions } }) =>
    versions
      .filter(({ served }) => served)
      .map(
        ({ name, schema }) => [`${group}/${name} ${names.kind}`, schema.openAPIV3Schema] as const,
      ),
  );
  return new Map(apis.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * One line for each API: its releases, then what may be written in `spec`, in the notation of `src/lint/flux`: `a{b c}`
 * is b and c below a, `a*` anything below a, `a@2.5-2.6` a field that not all releases of what is around it have.
 */
export function fieldTable(
  releases: readonly string[],
  apis: readonly Apis[],
): ReadonlyMap<string, string> {
  const roots = new Map<string, Field>();
  for (const [at, release] of releases.entries())
    for (const [api, schema] of apis[at] ?? []) {
      const root = roots.get(api) ?? emptyField();
      roots.set(api, root);
      add(root, schema.properties?.["spec"] ?? {}, release);
    }
  const sorted = [...roots].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    sorted.map(([api, root]) => [
      api,
      `${spans(root.releases, releases)} ${below(root, releases)}`,
    ]),
  );
}

function emptyField(): Field {
  return { releases: new Set(), fields: new Map(), isFree: false };
}

function add(field: Field, schema: Schema, release: string): void {
  field.releases.add(release);
  if (schema.type === "array") return add(field, schema.items ?? {}, release);
  const { properties } = schema;
  const isMap = schema.additionalProperties !== undefined || (schema.type ?? "object") === "object";
  field.isFree ||= schema["x-kubernetes-preserve-unknown-fields"] === true;
  field.isFree ||= properties === undefined && isMap;
  for (const [name, child] of Object.entries(properties ?? {})) {
    const known = field.fields.get(name) ?? emptyField();
    field.fields.set(name, known);
    add(known, child, release);
  }
}

function below({ releases: around, fields }: Field, releases: readonly string[]): string {
  const sorted = [...fields].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted
    .map(([name, field]) => {
      const mark = field.releases.size === around.size ? "" : `@${spans(field.releases, releases)}`;
      const free = field.isFree ? "*" : "";
      const inner = field.isFree || field.fields.size === 0 ? "" : `{${below(field, releases)}}`;
      return `${name}${free}${mark}${inner}`;
    })
    .join(" ");
}

/** As `2.4`, `2.4-2.6`, `2.3-2.4,2.7`. */
function spans(held: ReadonlySet<string>, releases: readonly string[]): string {
  const runs: string[][] = [];
  for (const [at, release] of releases.entries()) {
    if (!held.has(release)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === releases[at - 1]) last.push(release);
    else runs.push([release]);
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0]}-${run.at(-1)}`)).join(",");
}
