import type { CommentSuppression, MarkedText } from "../../model/suppression.ts";
import { suppressionMarker } from "../../model/suppression.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { parseYaml } from "../../yaml/index.ts";

/** A comment of YAML, or of a template, which may not run over lines. */
const comment = new RegExp(
  String.raw`(?:^|(?<=\s))#\s*${suppressionMarker}\b(?<yaml>.*)$|\{\{-?\s*/\*\s*${suppressionMarker}\b(?<template>(?:(?!\{\{).)*?)\*/`,
  "u",
);

const body = /^(?<rules>(?:[\s,]*BP\d+)*)\s*(?::(?<reason>.*))?/iu;

/** Nothing that a rule could speak of. */
const empty = /^\s*(?:#.*|\{\{-?\s*\/\*.*\*\/\s*-?\}\}\s*)?$/u;

/** The suppressions in a text, by line. What looks like one inside a YAML scalar is none. */
export function suppressionComments({ file, text }: MarkedText): readonly CommentSuppression[] {
  const isInScalar = /\.ya?ml$/u.test(file) ? scalarsOf(text, file) : () => false;
  const lines = text.split(/\r\n?|\n/u);
  const starts = lineStarts(text);
  const next = nextLines(lines);
  return lines.flatMap((line, index) => {
    const match = line.includes(suppressionMarker) ? comment.exec(line) : null;
    if (match === null || isInScalar((starts[index] ?? 0) + match.index)) return [];
    return [read(match, file, index + 1, empty.test(line) ? next[index] : undefined)];
  });
}

/** @param spokenFor the line below that is meant, where the comment has a line of its own */
function read(
  match: RegExpExecArray,
  file: string,
  line: number,
  spokenFor: number | undefined,
): CommentSuppression {
  const said = match.groups?.["yaml"] ?? match.groups?.["template"] ?? "";
  const groups = body.exec(said)?.groups ?? {};
  const column = match.index + 1;
  return {
    at: { file, line, column, endLine: line, endColumn: column + match[0].trimEnd().length },
    rules: [...new Set((groups["rules"] ?? "").toUpperCase().match(/BP\d+/gu))],
    reason: (groups["reason"] ?? "").trim(),
    lines: spokenFor === undefined ? [line] : [line, spokenFor],
  };
}

/** For each line the number of the next one that holds something, from 1. */
function nextLines(lines: readonly string[]): readonly (number | undefined)[] {
  const next: (number | undefined)[] = Array.from({ length: lines.length });
  let found: number | undefined;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    next[index] = found;
    if (!empty.test(lines[index] ?? "")) found = index + 1;
  }
  return next;
}

/** Columns count without a byte order mark. */
function lineStarts(text: string): readonly number[] {
  const breaks = [...text.matchAll(/\r\n?|\n/gu)].map((found) => found.index + found[0].length);
  return [0, ...breaks];
}

/** Whether an offset lies in a scalar; in a text that is no YAML, as a template, none is known. */
function scalarsOf(text: string, file: string): (offset: number) => boolean {
  const scalars: YamlNode[] = [];
  const open: YamlNode[] = [];
  for (const { root } of parseYaml(text, file).documents) if (root !== undefined) open.push(root);
  const seen = new Set<YamlNode>();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "scalar") scalars.push(node);
    else if (node.kind === "sequence") for (const item of node.items) open.push(item);
    else for (const { key, value } of node.pairs) open.push(key, value);
  }
  scalars.sort((a, b) => a.start - b.start);
  return (offset) => offset < (lastBefore(scalars, offset)?.end ?? 0);
}

/** The last node that starts at the offset or before it. */
function lastBefore(nodes: readonly YamlNode[], offset: number): YamlNode | undefined {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((nodes[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return nodes[low - 1];
}
