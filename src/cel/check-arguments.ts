import { parsePattern } from "../model/pattern.ts";
import type { Checker } from "./check.ts";
import type { Expression } from "./expression.ts";
import { CompileFault } from "./fault.ts";
import { parseDuration } from "./library/duration-text.ts";
import type { Clause } from "./library/format-clause.ts";
import { parseFormat, takes } from "./library/format-clause.ts";
import { parseTimestamp } from "./library/timestamp-text.ts";
import { typeName } from "./type-name.ts";
import type { CelType } from "./types.ts";
import { basic, isDyn } from "./types.ts";

/** What Kubernetes looks at in literals while it compiles. @throws CompileFault */
export function checkLiterals(checker: Checker, name: string, values: readonly Expression[]): void {
  const texts = values.map((value) => (value.kind === "literal" ? value.value : undefined));
  if (name === "matches" || name === "find" || name === "findAll") checkPattern(texts[1]);
  if (name === "format") checkFormat(checker, texts[0], values[1]);
  const [text] = texts;
  if (typeof text !== "string") return;
  if (name === "duration" && parseDuration(text) === undefined)
    throw new CompileFault(`${JSON.stringify(text)} is no duration`);
  if (name === "timestamp" && parseTimestamp(text) === undefined)
    throw new CompileFault(`${JSON.stringify(text)} is no timestamp`);
}

function checkPattern(source: unknown): void {
  if (typeof source === "string" && parsePattern(source) === undefined)
    throw new CompileFault(`${source} is not an RE2 expression`);
}

function checkFormat(checker: Checker, format: unknown, list: Expression | undefined): void {
  if (typeof format !== "string" || list?.kind !== "list") return;
  const parts = parseFormat(format);
  if ("fault" in parts) throw new CompileFault(parts.fault);
  const clauses = parts.filter((part) => typeof part !== "string");
  if (clauses.length !== list.items.length)
    throw new CompileFault(
      `string.format has ${clauses.length} clauses and is given ${list.items.length} values`,
    );
  const types = checker.itemTypes.get(list) ?? [];
  for (const [at, { letter }] of clauses.entries()) {
    const type = checker.unifier.resolve(types[at] ?? basic("dyn"), true);
    if (!isTaken(letter, type)) throw new CompileFault(`%${letter} takes no ${typeName(type)}`);
  }
}

function isTaken(letter: Clause["letter"], type: CelType): boolean {
  const taken = takes[letter];
  if (isDyn(type)) return true;
  if (taken !== undefined) return taken.includes(typeName(type));
  return type.kind === "basic" || type.kind === "list" || type.kind === "map";
}
