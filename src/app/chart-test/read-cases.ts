import type { Finding } from "../../model/finding.ts";
import type { MappingNode, YamlNode } from "../../model/yaml-node.ts";
import { parseYaml } from "../../yaml/index.ts";
import { kubernetesVersion } from "../config-render.ts";
import type { DeclaredCase, Given } from "./declared.ts";
import { readExpectations } from "./read-expectations.ts";
import { TestReader } from "./test-reader.ts";

export interface ReadCases {
  readonly cases: readonly DeclaredCase[];
  /** What is wrong with the file. */
  readonly findings: readonly Finding[];
  /** It is a test of another tool's. */
  readonly foreign: boolean;
}

const givenKeys = [
  "values",
  "valuesFrom",
  "set",
  "release",
  "namespace",
  "kubernetes",
  "apiVersions",
] as const;

/** Reads a file of declared tests: what goes into all of its cases, and the cases. */
export function readCases(text: string, file: string): ReadCases {
  const { documents, findings } = parseYaml(text, file);
  const root = documents[0]?.root;
  const faults = findings.filter(({ severity }) => severity === "error");
  if (faults.length > 0) return { cases: [], findings: faults, foreign: false };
  if (isUnittest(root)) return { cases: [], findings: [], foreign: true };
  const reader = new TestReader(file);
  const mapping = reader.mapping(root, "a test", [...givenKeys, "cases"]);
  const shared = givenOf(reader, mapping);
  const items = reader.list(mapping, "cases", "a test needs cases, a list");
  const cases = items.flatMap((item) => readCase(reader, item, shared) ?? []);
  return { cases, findings: reader.findings, foreign: false };
}

/** A suite of the plugin helm-unittest. */
function isUnittest(root: YamlNode | undefined): boolean {
  const names = root?.kind === "mapping" ? root.pairs.map(({ name }) => name) : [];
  return names.includes("tests") && !names.includes("cases");
}

function readCase(reader: TestReader, node: YamlNode, shared: Given): DeclaredCase | undefined {
  const mapping = reader.mapping(node, "a case", [...givenKeys, "name", "fails", "objects"]);
  if (mapping === undefined) return undefined;
  const name = reader.text(mapping, "name");
  if (name === undefined) reader.fault(node, "a case needs a name", "/name");
  const fails = reader.text(mapping, "fails");
  const objects = readExpectations(reader, mapping);
  if (reader.entry(mapping, "fails") === undefined && objects.length === 0)
    reader.fault(node, "a case needs objects, or fails", "/objects");
  if (fails !== undefined && objects.length > 0)
    reader.fault(fails, "a case that fails has no objects", "/fails");
  return {
    name: name?.text ?? "",
    at: name?.at ?? node.at,
    given: merged(shared, givenOf(reader, mapping)),
    fails,
    objects,
  };
}

function givenOf(reader: TestReader, mapping: MappingNode | undefined): Given {
  const values = reader.entry(mapping, "values");
  if (values !== undefined && values.kind !== "mapping")
    reader.fault(values, "values are a mapping", "/values");
  const kubernetes = reader.text(mapping, "kubernetes");
  const version = kubernetes && kubernetesVersion(kubernetes.text);
  if (kubernetes !== undefined && version === undefined)
    reader.fault(kubernetes, 'kubernetes is a version in quotes, as "1.33"', "/kubernetes");
  const apiVersions = reader.entry(mapping, "apiVersions");
  return {
    valuesFrom: reader.texts(mapping, "valuesFrom").map(({ text: path, at }) => ({ path, at })),
    values: values?.kind === "mapping" ? [values] : [],
    set: reader.texts(mapping, "set").map(({ text }) => text),
    release: reader.text(mapping, "release")?.text,
    namespace: reader.text(mapping, "namespace")?.text,
    kubernetes: version,
    apiVersions: apiVersions && reader.texts(mapping, "apiVersions").map(({ text }) => text),
  };
}

function merged(shared: Given, own: Given): Given {
  return {
    valuesFrom: [...shared.valuesFrom, ...own.valuesFrom],
    values: [...shared.values, ...own.values],
    set: [...shared.set, ...own.set],
    release: own.release ?? shared.release,
    namespace: own.namespace ?? shared.namespace,
    kubernetes: own.kubernetes ?? shared.kubernetes,
    apiVersions: own.apiVersions ?? shared.apiVersions,
  };
}
