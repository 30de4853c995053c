import { parsePattern } from "../../model/pattern.ts";
import type { MappingNode, YamlNode } from "../../model/yaml-node.ts";
import { scalarText } from "../../yaml/index.ts";
import type { Assertion, Expectation, How, Selector } from "./declared.ts";
import { parseFieldPath } from "./field-path.ts";
import type { TestReader } from "./test-reader.ts";

const selectors = ["apiVersion", "kind", "name", "namespace", "template"] as const;
const byValue = ["equal", "match", "contain"] as const;
const byPath = ["present", "absent"] as const;

export function readExpectations(reader: TestReader, mapping: MappingNode): readonly Expectation[] {
  return reader.list(mapping, "objects").flatMap((item) => readOne(reader, item) ?? []);
}

function readOne(reader: TestReader, node: YamlNode): Expectation | undefined {
  const known = [...selectors, "count", ...byValue, ...byPath];
  const mapping = reader.mapping(node, "an expectation", known);
  if (mapping === undefined) return undefined;
  const selector: Selector = Object.fromEntries(
    selectors.flatMap((name) => {
      const text = reader.text(mapping, name)?.text;
      return text === undefined ? [] : [[name, text]];
    }),
  );
  return {
    at: node.at,
    selector,
    count: countOf(reader, mapping),
    assertions: [
      ...byValue.flatMap((how) => valueAssertions(reader, mapping, how)),
      ...byPath.flatMap((how) => pathAssertions(reader, mapping, how)),
    ],
  };
}

function countOf(reader: TestReader, mapping: MappingNode): number | undefined {
  const node = reader.entry(mapping, "count");
  if (node === undefined) return undefined;
  const value = node.kind === "scalar" ? Number(node.value) : Number.NaN;
  if (Number.isInteger(value) && value >= 0) return value;
  reader.fault(node, "count must be a whole number, 0 for none");
  return undefined;
}

function valueAssertions(reader: TestReader, mapping: MappingNode, how: How): readonly Assertion[] {
  const node = reader.entry(mapping, how);
  if (node === undefined) return [];
  if (node.kind !== "mapping") {
    reader.fault(node, `${how} must be a mapping of fields to values`);
    return [];
  }
  return node.pairs.flatMap(({ key, name, value }) => {
    const steps = parseFieldPath(name);
    if (steps === undefined) reader.fault(key, badPath(name));
    if (how === "match" && parsePattern(scalarText(value) ?? "\\") === undefined)
      reader.fault(value, `${name} must be matched by a regular expression (RE2)`);
    return steps === undefined ? [] : [{ at: key.at, how, path: name, steps, expected: value }];
  });
}

function pathAssertions(reader: TestReader, mapping: MappingNode, how: How): readonly Assertion[] {
  return reader.texts(mapping, how).flatMap(({ text: path, at }) => {
    const steps = parseFieldPath(path);
    if (steps === undefined) reader.fault({ at }, badPath(path));
    return steps === undefined ? [] : [{ at, how, path, steps, expected: undefined }];
  });
}

function badPath(path: string): string {
  return `${JSON.stringify(path)} is no path: write it as spec.containers[name=app].image, or as a JSON pointer`;
}
