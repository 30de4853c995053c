import { headerOf } from "../../lint/index.ts";
import type { Header } from "../../lint/index.ts";
import { isSame } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import { parsePattern } from "../../model/pattern.ts";
import type { Rendered, RenderedObject } from "../../model/render.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { coercedText, scalarText, toValue } from "../../yaml/index.ts";
import type { Assertion, DeclaredCase, Expectation, How, Selector } from "./declared.ts";
import { follow } from "./field-path.ts";

/** Something that is not as the test has it. */
export interface Failure {
  /** In the test. */
  readonly at: Location;
  readonly message: string;
  /** What was rendered, and where in it: undefined where nothing was. */
  readonly found?: { readonly object: RenderedObject; readonly pointer: string };
}

/** What of a case does not hold. */
export function judgeCase(
  { at, fails, objects }: DeclaredCase,
  rendered: Exclude<Rendered, { kind: "not rendered" }>,
): readonly Failure[] {
  if (rendered.kind === "failed") {
    const { message } = rendered;
    if (fails === undefined) return [{ at, message: `Helm refuses the chart: ${message}` }];
    if (isSaid(fails.text, message)) return [];
    return [{ at: fails.at, message: `Helm refuses the chart for another reason: ${message}` }];
  }
  if (fails !== undefined)
    return [{ at: fails.at, message: "Helm renders the chart, and should refuse it" }];
  return objects.flatMap((one) => judgeExpectation(one, rendered.objects));
}

/** A text that occurs, or a regular expression between slashes. */
function isSaid(wanted: string, said: string): boolean {
  const pattern = /^\/(.+)\/$/u.exec(wanted)?.[1];
  if (pattern === undefined) return said.includes(wanted);
  return parsePattern(pattern)?.test(said) === true;
}

function judgeExpectation(
  { at, selector, count, assertions }: Expectation,
  objects: readonly RenderedObject[],
): readonly Failure[] {
  const meant = objects.filter((object) => isMeant(object, selector));
  if (count !== undefined && meant.length !== count)
    return [{ at, message: `${meant.length} of ${told(selector)}, not ${count}${listed(meant)}` }];
  if (count === undefined && meant.length === 0)
    return [{ at, message: `there is no ${told(selector)}${others(objects, selector)}` }];
  return meant.flatMap((object) => assertions.flatMap((one) => judgeOne(one, object)));
}

function isMeant(object: RenderedObject, selector: Selector): boolean {
  const header = headerOf(object);
  const { template, ...named } = selector;
  if (template !== undefined && object.source !== template) return false;
  return Object.entries(named).every(([key, wanted]) => header[key as keyof Header] === wanted);
}

function told({ apiVersion, kind = "object", name, namespace, template }: Selector): string {
  const parts = [
    kind,
    ...(name === undefined ? [] : [name]),
    ...(apiVersion === undefined ? [] : [`of ${apiVersion}`]),
    ...(namespace === undefined ? [] : [`in ${namespace}`]),
    ...(template === undefined ? [] : [`from ${template}`]),
  ];
  return parts.join(" ");
}

function listed(objects: readonly RenderedObject[]): string {
  const names = objects.slice(0, 5).map((object) => headerOf(object).name);
  return names.length === 0 ? "" : `: ${names.join(", ")}${objects.length > 5 ? ", …" : ""}`;
}

/** What there is of the kind instead. */
function others(objects: readonly RenderedObject[], { kind }: Selector): string {
  const same = objects.filter((object) => headerOf(object).kind === kind);
  return same.length === 0
    ? ""
    : `; of that kind there ${same.length === 1 ? "is" : "are"}${listed(same).slice(1)}`;
}

function judgeOne(assertion: Assertion, object: RenderedObject): readonly Failure[] {
  const { at, path, steps } = assertion;
  const { node, pointer } = follow(object.node, steps);
  const said = verdict(assertion, node);
  if (said === undefined) return [];
  const { kind, name } = headerOf(object);
  return [{ at, message: `${kind} ${name}: ${path} ${said}`, found: { object, pointer } }];
}

/** What is wrong with the value, undefined where nothing is. */
function verdict({ how, expected }: Assertion, node: YamlNode | undefined): string | undefined {
  if (how === "absent") return node && `is there: ${show(node)}`;
  if (node === undefined) return "is not there";
  return expected && compared(node, how, expected);
}

function compared(node: YamlNode, how: How, expected: YamlNode): string | undefined {
  if (how === "equal")
    return isEqual(node, expected) ? undefined : `is ${show(node)}, not ${show(expected)}`;
  if (how === "contain")
    return contains(node, expected) ? undefined : `is ${show(node)}, without ${show(expected)}`;
  const pattern = scalarText(expected) ?? "";
  const isMatched = parsePattern(pattern)?.test(coercedText(node) ?? "") === true;
  return isMatched ? undefined : `is ${show(node)}, which ${pattern} does not match`;
}

function isEqual(node: YamlNode, expected: YamlNode): boolean {
  return isSame(toValue(node), toValue(expected));
}

/** A text holds a text, a list an item that does, a mapping each of the pairs. */
function contains(node: YamlNode, expected: YamlNode): boolean {
  if (node.kind === "sequence") {
    if (expected.kind === "sequence")
      return expected.items.every((one) => node.items.some((item) => holds(item, one)));
    return node.items.some((item) => holds(item, expected));
  }
  if (node.kind === "mapping") return holds(node, expected);
  return (coercedText(node) ?? "").includes(coercedText(expected) ?? "\0");
}

function holds(node: YamlNode, expected: YamlNode): boolean {
  if (node.kind !== "mapping" || expected.kind !== "mapping") return isEqual(node, expected);
  return expected.pairs.every(({ name, value }) => {
    const own = node.pairs.find((pair) => pair.name === name)?.value;
    return (
      own !== undefined && (value.kind === "scalar" ? isEqual(own, value) : contains(own, value))
    );
  });
}

/** Numbers and texts are told apart; a number beyond 2^53 is shown as a text. */
function show(node: YamlNode): string {
  const text = JSON.stringify(toValue(node), (_, value: unknown) => {
    return typeof value === "bigint" ? String(value) : value;
  });
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
