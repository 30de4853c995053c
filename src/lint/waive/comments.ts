import type { CommentSuppression, MarkedText } from "../../model/suppression.ts";
import { suppressionMarker } from "../../model/suppression.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { parseYaml } from "../../yaml/index.ts";

/** A comment of YAML, or of a template, which may not run over lines. */
const comment = new RegExp(
  String.raw`(?:^|(?<=\s))#\s*${suppressionMarker}\b(?<yaml>.*)$|\{\{-?\s*/\*\s*${suppressionMarker}\b(?<template>.*?)\*/`,
  "u",
);

const body = /^(?<rules>(?:[\s,]*BP\d+)*)\s*(?::(?<reason>.*))?/iu;

/** Nothing that a rule could speak of. */
const empty = /^\s*(?:#.*|\{\{-?\s*\/\*.*\*\/\s*-?\}\}\s*)?$/u;

/** The suppressions in a text, by line. What looks like one inside a YAML scalar is none. */
export function suppressionComments({ file, text }: MarkedText): readonly CommentSuppression[] {
  const scalars = /\.ya?ml$/u.test(file) ? scalarsOf(text, file) : [];
  const lines = text.split(/\r\n?|\n/u);
  const starts = lineStarts(text);
  return lines.flatMap((line, index) => {
    const match = comment.exec(line);
    if (match === null) return [];
    const offset = (starts[index] ?? 0) + match.index;
    if (scalars.some(({ start, end }) => start <= offset && offset < end)) return [];
    return [read(match, file, index, lines)];
  });
}

function read(
  match: RegExpExecArray,
  file: string,
  index: number,
  lines: readonly string[],
): CommentSuppression {
  const said = match.groups?.["yaml"] ?? match.groups?.["template"] ?? "";
  const groups = body.exec(said)?.groups ?? {};
  const line = index + 1;
  const column = match.index + 1;
  const alone = empty.test(lines[index] ?? "");
  const next = lines.findIndex((text, at) => at > index && !empty.test(text));
  return {
    at: { file, line, column, endLine: line, endColumn: column + match[0].trimEnd().length },
    rules: [...new Set((groups["rules"] ?? "").toUpperCase().match(/BP\d+/gu))],
    reason: (groups["reason"] ?? "").trim(),
    lines: alone && next !== -1 ? [line, next + 1] : [line],
  };
}

/** Columns count without a byte order mark. */
function lineStarts(text: string): readonly number[] {
  const breaks = [...text.matchAll(/\r\n?|\n/gu)].map((found) => found.index + found[0].length);
  return [0, ...breaks];
}

type Span = Pick<YamlNode, "start" | "end">;

/** Where scalars stand; a text that is no YAML, as a template, has none that are known. */
function scalarsOf(text: string, file: string): readonly Span[] {
  const spans: Span[] = [];
  const open: YamlNode[] = [];
  for (const { root } of parseYaml(text, file).documents) if (root !== undefined) open.push(root);
  const seen = new Set<YamlNode>();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "scalar") spans.push(node);
    else if (node.kind === "sequence") open.push(...node.items);
    else open.push(...node.pairs.flatMap(({ key, value }) => [key, value]));
  }
  return spans;
}
