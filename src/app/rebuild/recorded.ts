import { BpError } from "../../model/error.ts";
import { isObject, member } from "../../model/json.ts";

/** What a provenance of bp's says of a build, as far as building again needs it. */
export interface RecordedBuild {
  /** The name of the chart, or of the blueprint whose manifests they are. */
  readonly chart: string;
  readonly version: string;
  /** Of the unit, below the workspace root. */
  readonly folder: string;
  readonly builder: string;
  readonly source: RecordedSource;
  /** The program that built it; undefined where the provenance is of a version that said nothing of it. */
  readonly tool: RecordedTool | undefined;
  /** The charts inside, each with the digest of its archive where it came as one. */
  readonly subcharts: readonly RecordedSubchart[];
}

export interface RecordedSource {
  readonly commit: string;
  /** Where it can be fetched, undefined where nobody said. */
  readonly repository: string | undefined;
  /** As `refs/heads/main`. */
  readonly ref: string | undefined;
  /** Files differed from the commit when it was built. */
  readonly dirty: boolean;
}

export interface RecordedTool {
  readonly version: string;
  readonly dirHash: string | undefined;
}

export interface RecordedSubchart {
  readonly name: string;
  readonly version: string;
  readonly sha256: string | undefined;
}

const buildType = "https://openova.io/bp/buildtypes/publish/v1";
const toolPurl = "pkg:npm/%40openova/bp@";
const gitPrefix = "git+";

/** @throws BpError UNREADABLE where it is of another tool's build, or says too little to build it again */
export function recordedBuild(predicate: unknown): RecordedBuild {
  const definition = member(predicate, "buildDefinition");
  const type = member(definition, "buildType");
  if (type !== buildType)
    throw unreadable(`its provenance is of a build of another kind, ${String(type).slice(0, 200)}`);
  const parameters = member(definition, "externalParameters");
  const materials = listOf(member(definition, "resolvedDependencies"));
  const source = materials.flatMap(sourceOf)[0];
  if (source === undefined)
    throw unreadable(
      "its provenance names no commit: it was built outside a git repository",
      "publish from a commit: only what is committed can be built again",
    );
  const runDetails = member(predicate, "runDetails");
  return {
    chart: text(parameters, member(parameters, "kustomize") === undefined ? "chart" : "kustomize"),
    version: text(parameters, "version"),
    folder: text(parameters, "folder"),
    builder: text(member(runDetails, "builder"), "id"),
    source,
    tool: materials.flatMap(toolOf)[0],
    subcharts: materials.flatMap(subchartOf),
  };
}

function sourceOf(material: unknown): readonly RecordedSource[] {
  const commit = member(member(material, "digest"), "gitCommit");
  if (typeof commit !== "string" || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(commit)) return [];
  const uri = uriOf(material);
  const at = uri.startsWith(gitPrefix) ? uri.slice(gitPrefix.length) : "";
  const [, repository, ref] = /^(.*?)(?:@(refs\/.*|[^@/:]+))?$/u.exec(at) ?? [];
  const dirty = member(member(material, "annotations"), "dirty") === true;
  return [{ commit, repository: repository || undefined, ref, dirty }];
}

function toolOf(material: unknown): readonly RecordedTool[] {
  const uri = uriOf(material);
  if (!uri.startsWith(toolPurl)) return [];
  const dirHash = member(member(material, "digest"), "dirHash");
  const version = decodeURIComponent(uri.slice(toolPurl.length));
  return [{ version, dirHash: typeof dirHash === "string" ? dirHash : undefined }];
}

function subchartOf(material: unknown): readonly RecordedSubchart[] {
  const name = member(material, "name");
  const version = member(member(material, "annotations"), "version");
  if (typeof name !== "string" || typeof version !== "string") return [];
  if (uriOf(material).startsWith(toolPurl)) return [];
  const sha256 = member(member(material, "digest"), "sha256");
  return [{ name, version, sha256: typeof sha256 === "string" ? sha256 : undefined }];
}

function uriOf(material: unknown): string {
  const uri = member(material, "uri");
  return typeof uri === "string" ? uri : "";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** @throws BpError UNREADABLE where it is not there */
function text(value: unknown, name: string): string {
  const found = member(value, name);
  if (typeof found === "string" && found !== "") return found;
  throw unreadable(`its provenance says no ${name}`);
}

export function unreadable(message: string, hint?: string): BpError {
  return new BpError("UNREADABLE", message, hint === undefined ? {} : { hint });
}
