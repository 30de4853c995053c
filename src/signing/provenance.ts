import type { Digest } from "../model/digest.ts";
import { algorithmOf, hexOf } from "../model/digest.ts";
import { buildClaims } from "./build-claims.ts";
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

export interface ProvenanceTool {
  readonly name: string;
  readonly version: string;
  /** Its package (purl-spec), without the version. */
  readonly purl?: string | undefined;
  /** in-toto's `dirHash` of its program files, in hexadecimal digits; undefined where it runs from its sources. */
  readonly dirHash?: string | undefined;
}

export interface ProvenanceInput {
  readonly subject: {
    readonly kind: "chart" | "kustomize";
    readonly name: string;
    readonly version: string;
    readonly folder: string;
  };
  /** Undefined outside a git repository. */
  readonly source?: ProvenanceSource | undefined;
  readonly subcharts: readonly ProvenanceSubchart[];
  readonly tool: ProvenanceTool;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the token claims whose bearer signs; undefined where a key does. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  readonly startedOn?: Date | undefined;
  readonly finishedOn?: Date | undefined;
}

/** A SLSA provenance predicate (slsa.dev/spec/v1.0/provenance) as JSON data. */
export type ProvenancePredicate = Readonly<Record<string, unknown>>;

const origin = "https://openova.io/bp";

/**
 * Says what was built from what, in one key order. The build type is bp's own, whose parameters say what a rebuild needs.
 * Who built it is the workflow that the signer's token names, which its issuer vouches for (interop §5.1). A signature by
 * key has no such token: then what the CI's environment says stands under internalParameters, as a claim of the signer,
 * and the builder is no more than bp's word for the kind of place.
 */
export function provenance(input: ProvenanceInput): ProvenancePredicate {
  const { subject, tool, environment, claims, startedOn, finishedOn } = input;
  const { kind, name, version, folder } = subject;
  const build = (claims && buildClaims(claims, environment)) ?? buildEnvironment(environment);
  const builder = build.definition ?? `${origin}/builders/${build.kind}`;
  return {
    buildDefinition: {
      buildType: `${origin}/buildtypes/publish/v1`,
      externalParameters: { [kind]: name, version, folder },
      internalParameters: internalParameters(build),
      resolvedDependencies: [
        ...commit(input.source, build),
        ...subcharts(input.subcharts),
        ...program(tool),
      ],
    },
    runDetails: {
      builder: { id: builder, version: { [tool.name]: tool.version } },
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

/** What git says holds; the CI's word stands in where there is no git, and where a detached checkout knows no branch. */
function commit(source: ProvenanceSource | undefined, build: BuildEnvironment): object[] {
  const { commit, repository, ref } = build;
  if (source === undefined)
    return commit === undefined ? [] : [gitDependency({ commit, repository, ref })];
  const isSame = source.commit === commit;
  return [
    gitDependency({
      ...source,
      repository: source.repository ?? (isSame ? repository : undefined),
      ref: source.ref ?? (isSame ? ref : undefined),
    }),
  ];
}

/** The tool is material too: another version may build other bytes. */
function program({ name, version, purl, dirHash }: ProvenanceTool): object[] {
  if (purl === undefined) return [];
  const digest = dirHash === undefined ? {} : { digest: { dirHash } };
  return [{ name, uri: `${purl}@${version}`, ...digest, annotations: { version } }];
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
