import { foldName } from "../../model/blueprint.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Location } from "../../model/location.ts";
import type { Unit } from "../../model/workspace.ts";
import { nodeAt } from "../../yaml/index.ts";
import { naming } from "../charts.ts";
import { dependsPointer } from "../place.ts";
import type { Complaint, Rule } from "../rule.ts";
import { ownTemplates } from "../template/template.ts";
import { unquoted, wordsOf } from "../template/words.ts";

interface Use {
  readonly alias: string;
  readonly at: Location;
}

/** An alias is how the chart reaches a dependency. */
export const alias: Rule = {
  id: "BP407",
  name: "alias",
  severity: "warning",
  summary:
    "Each alias of depends is the only one of its name, and the templates read .Values.dependencies.<alias> of aliases alone.",
  why: "Two dependencies under one alias overwrite each other's values, and one that nobody declared is empty when the template is rendered.",
  remedy: "Give each dependency an alias of its own, and use the same name in the templates.",
  examples: {
    bad: "depends:\n  - {blueprint: bp-cnpg, alias: db}\n  - {blueprint: bp-valkey, alias: db}\n",
    good: "depends:\n  - {blueprint: bp-cnpg, alias: db}\n  - {blueprint: bp-valkey, alias: cache}\n",
  },

  *check({ units }) {
    for (const unit of units) {
      const { blueprint } = unit;
      if (blueprint === undefined) continue;
      yield* doubled(unit, blueprint);
      const uses = usesIn(unit);
      if (uses === undefined) continue;
      yield* undeclared(unit, blueprint, uses);
      yield* unused(unit, blueprint, uses);
    }
  },

  notRun({ units }) {
    const aliased = units.filter(({ blueprint }) =>
      blueprint?.depends.some((one) => one.alias !== undefined),
    );
    const blind = aliased.filter((unit) => usesIn(unit) === undefined);
    return naming("there are no templates to hold the aliases against:", blind);
  },
};

function* doubled(unit: Unit, blueprint: Blueprint): Iterable<Complaint> {
  const seen = new Map<string, string>();
  for (const { alias: name, blueprint: target, at } of blueprint.depends) {
    if (name === undefined) continue;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, target);
    else
      yield {
        ...placeOf(blueprint, at),
        unit,
        message: `the alias ${name} stands for ${first} already`,
      };
  }
}

function placeOf(blueprint: Blueprint, at: Location): { at: Location; pointer: string } {
  const pointer = `${dependsPointer(blueprint, at)}/alias`;
  return { at: nodeAt(blueprint.document.root, pointer)?.at ?? at, pointer };
}

/** A dependency without an alias may be reached by its name. */
function* undeclared(
  unit: Unit,
  { depends }: Blueprint,
  uses: readonly Use[],
): Iterable<Complaint> {
  const known = new Set(
    depends.flatMap(({ alias: name, blueprint }) => [
      name ?? blueprint,
      blueprint,
      foldName(blueprint),
    ]),
  );
  for (const { alias: name, at } of uses) {
    if (name === "" || known.has(name)) continue;
    yield {
      at,
      unit,
      message: `the template reads .Values.dependencies.${name}, and no dependency has that alias`,
    };
  }
}

/** Where some template takes all of them, or one by a name not yet known, each may be used. */
function* unused(unit: Unit, blueprint: Blueprint, uses: readonly Use[]): Iterable<Complaint> {
  const used = new Set(uses.map((use) => use.alias));
  if (used.has("")) return;
  for (const { alias: name, at } of blueprint.depends) {
    if (name === undefined || used.has(name)) continue;
    const message = `no template reads .Values.dependencies.${name}`;
    yield { ...placeOf(blueprint, at), unit, message };
  }
}

/** What the chart's templates read of `.Values.dependencies`; undefined where there are none to look at. */
function usesIn({ chart }: Unit): readonly Use[] | undefined {
  const templates = chart === undefined ? [] : ownTemplates(chart);
  if (templates.length === 0) return undefined;
  return templates.flatMap(({ actions, locate }) =>
    actions.flatMap(({ body, bodyStart }) =>
      aliasesIn(body).map(({ name, start, end }) => ({
        alias: name,
        at: locate(bodyStart + start, bodyStart + end),
      })),
    ),
  );
}

/** `.Values.dependencies.<alias>` and `index .Values.dependencies "<alias>"`; an empty name for the whole. */
function aliasesIn(body: string): readonly { name: string; start: number; end: number }[] {
  if (!body.includes("dependencies")) return [];
  const words = [...wordsOf(body)];
  return words.flatMap((word, index) => {
    const [before, after, caller] = [words[index - 1], words[index + 1], words[index - 2]];
    if (word.text !== ".dependencies" || before?.text !== ".Values") return [];
    const end = word.start + word.text.length;
    const start = before.start;
    if (after?.kind === "field" && after.start === end)
      return { name: after.text.slice(1), start, end: after.start + after.text.length };
    const byName =
      after?.kind === "string" && ["index", "get", "hasKey"].includes(caller?.text ?? "");
    if (!byName) return { name: "", start, end };
    return { name: unquoted(after.text), start, end: after.start + after.text.length };
  });
}
