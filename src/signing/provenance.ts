import type { Digest } from "../model/digest.ts";
import { algorithmOf, hexOf } from "../model/digest.ts";
import type { BuildEnvironment } from "./build-environment.ts";
import { buildEnvironment } from "./build-environment.ts";
import { gitUri, resourceUri } from "./resource-uri.ts";

/** The commit that was built, as git says it. */
export interface ProvenanceSource {
  readonly commit: string;
  /** The remote's address; credentials in it are dropped. */
  readonly repository?: string | undefined;
  /** As `refs/tags/v1.2.3`. */
  readonly ref?: string | undefined;
  /** Files differed from the commit. */
  readonly dirty?: boolean | undefined;
}

export interface ProvenanceSubchart {
  readonly name: string;
  readonly version: string;
  /** As Chart.yaml declares it, empty where it lies in charts/. */
  readonly repository: string;
  /** Below the chart's folder, as `charts/x`. */
  readonly path: string;
  readonly digest?: Digest | undefined;
}

export interface ProvenanceInput {
  readonly chart: { readonly name: string; readonly version: string; readonly folder: string };
  /** Undefined outside a git repository. */
  readonly source?: ProvenanceSource | undefined;
  readonly subcharts: readonly ProvenanceSubchart[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly startedOn?: Date | undefined;
  readonly finishedOn?: Date | undefined;
}

/** A SLSA provenance predicate (slsa.dev/spec/v1.0/provenance) as JSON data. */
export type ProvenancePredicate = Readonly<Record<string, unknown>>;

const origin = "https://openova.io/bp";

/**
 * Says what was built from what, in one key order. The build type is bp's own: GitHub's may be claimed only on verified
 * claims of the workflow's identity (interop §5.1), which a signature by key has none of. What the CI's environment says
 * stands under internalParameters, as a claim of the signer.
 */
export function provenance(input: ProvenanceInput): ProvenancePredicate {
  const { chart, tool, startedOn, finishedOn } = input;
  const build = buildEnvironment(input.environment);
  return {
    buildDefinition: {
      buildType: `${origin}/buildtypes/publish/v1`,
      externalParameters: { chart: chart.name, version: chart.version, folder: chart.folder },
      internalParameters: internalParameters(build),
      resolvedDependencies: [...commit(input.source, build), ...subcharts(input.subcharts)],
    },
    runDetails: {
      builder: { id: `${origin}/builders/${build.kind}`, version: { [tool.name]: tool.version } },
      metadata: {
        ...(build.run === undefined ? {} : { invocationId: build.run }),
        ...(startedOn === undefined ? {} : { startedOn: rfc3339(startedOn) }),
        ...(finishedOn === undefined ? {} : { finishedOn: rfc3339(finishedOn) }),
      },
    },
  };
}

function internalParameters({ kind, run, facts }: BuildEnvironment): Record<string, unknown> {
  if (kind === "local") return {};
  return { [kind]: { ...(run === undefined ? {} : { run }), ...facts } };
}

/** What git says holds; the CI's word stands in where there is no git. */
function commit(source: ProvenanceSource | undefined, build: BuildEnvironment): object[] {
  if (source !== undefined) return [gitDependency(source)];
  const { commit, repository, ref } = build;
  return commit === undefined ? [] : [gitDependency({ commit, repository, ref })];
}

function gitDependency({ commit, repository, ref, dirty }: ProvenanceSource): object {
  const address = gitUri(repository ?? "");
  const at = ref === undefined ? "" : `@${ref}`;
  return {
    ...(address === undefined ? {} : { uri: `git+${address}${at}` }),
    digest: { gitCommit: commit },
    ...(dirty === true ? { annotations: { dirty: true } } : {}),
  };
}

function subcharts(charts: readonly ProvenanceSubchart[]): object[] {
  return charts.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(subchartDependency);
}

function subchartDependency(chart: ProvenanceSubchart): object {
  const { name, version, repository, path, digest } = chart;
  return {
    name,
    uri: resourceUri(repository) ?? `file:${path}`,
    ...(digest === undefined ? {} : { digest: { [algorithmOf(digest)]: hexOf(digest) } }),
    annotations: { version },
  };
}

function rfc3339(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/u, "Z");
}
