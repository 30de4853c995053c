import { compareHelmVersions, parseHelmVersion } from "../model/helm-version.ts";
import type { HelmVersion } from "../model/helm-version.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, items, parseYaml, scalarBoolean } from "../yaml/index.ts";

/** A version of a chart, as an index has it. */
export interface IndexedVersion {
  /** As written: `v1.14.0` too. */
  readonly version: string;
  /** At least one, relative to the repository where it is not absolute. */
  readonly urls: readonly string[];
  /** sha256 of the archive, 64 lower-case hexadecimal digits; undefined where the index gives none. */
  readonly sha256: string | undefined;
  readonly appVersion: string;
  readonly deprecated: boolean;
}

/** What of an index is needed, each chart's versions as a text that is read when they are asked for. */
export class ChartIndex {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #read = new Map<string, readonly IndexedVersion[]>();

  /** @param texts by chart: a list of versions as YAML or JSON */
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  get names(): Iterable<string> {
    return this.#texts.keys();
  }

  /** Newest first; what Helm passes over (no version, no address) is left out. Empty where there is no such chart. */
  versions(chart: string): readonly IndexedVersion[] {
    const known = this.#read.get(chart);
    if (known !== undefined) return known;
    const text = this.#texts.get(chart);
    const versions = text === undefined ? [] : sorted(readVersions(rootOf(text)));
    this.#read.set(chart, versions);
    return versions;
  }

  /** As the constructor takes them. */
  get texts(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#texts);
  }
}

function* readVersions(list: YamlNode | undefined): Generator<IndexedVersion> {
  for (const node of items(list)) {
    const version = coercedText(entry(node, "version")) ?? "";
    const urls = items(entry(node, "urls")).map((url) => coercedText(url) ?? "");
    if (version === "" || (urls[0] ?? "") === "") continue;
    yield {
      version,
      urls,
      sha256: sha256Of(entry(node, "digest")),
      appVersion: coercedText(entry(node, "appVersion")) ?? "",
      deprecated: scalarBoolean(entry(node, "deprecated")) ?? false,
    };
  }
}

function rootOf(text: string): YamlNode | undefined {
  return parseYaml(text, "index.yaml").documents[0]?.root;
}

function sha256Of(node: YamlNode | undefined): string | undefined {
  const text = coercedText(node)
    ?.toLowerCase()
    .replace(/^sha256:/u, "");
  return text !== undefined && /^[0-9a-f]{64}$/u.test(text) ? text : undefined;
}

function sorted(versions: Iterable<IndexedVersion>): readonly IndexedVersion[] {
  const parsed: { readonly version: HelmVersion; readonly indexed: IndexedVersion }[] = [];
  for (const indexed of versions) {
    const version = parseHelmVersion(indexed.version);
    if (version !== undefined) parsed.push({ version, indexed });
  }
  return parsed
    .toSorted((a, b) => compareHelmVersions(b.version, a.version))
    .map(({ indexed }) => indexed);
}

/** The texts of an index of any layout, parsed whole; undefined where it is none. */
export function wholeIndex(text: string): ReadonlyMap<string, string> | undefined {
  const entries = entry(rootOf(text), "entries");
  if (entries?.kind !== "mapping") return undefined;
  return new Map(entries.pairs.map(({ name, value }) => [name, written(readVersions(value))]));
}

function written(versions: Iterable<IndexedVersion>): string {
  const fields = [...versions].map(({ sha256, ...rest }) => ({ ...rest, digest: sha256 }));
  return JSON.stringify(fields);
}
