import type { Unit, Workspace } from "../../model/workspace.ts";
import { scalarText, nodeAt } from "../../yaml/index.ts";
import { withChart } from "../charts.ts";
import { leavesOf } from "../leaves.ts";
import { objectsOf } from "../rendered/judged.ts";
import { templatesOf } from "../template/template.ts";
import { ofKind } from "./objects.ts";

/** Which functions the tree installs into a cluster. */
export interface Functions {
  /** By name: those in compositions/, and those that renders and templates write. */
  readonly names: ReadonlySet<string>;
  /** Packages that may bring others, which only a registry knows, by name. */
  readonly packages: readonly string[];
}

/** Every function that the tree is seen to install. */
export function functionsOf({ units }: Workspace): Functions {
  const declared = ofKind(units, "Function").map(({ name }) => name);
  const names = new Set([...declared, ...units.flatMap((unit) => [...ofChart(unit)])]);
  return { names, packages: ofKind(units, "Configuration").map(({ name }) => name) };
}

/** A template may take the names from the values, as a range over them does: then any name there may be one. */
function* ofChart(unit: Unit): Iterable<string> {
  for (const one of withChart([unit])) {
    for (const { group, kind, name } of objectsOf(one))
      if (group === "pkg.crossplane.io" && kind === "Function") yield name;
    const texts = (templatesOf(one.chart) ?? []).filter(({ text }) => writesFunctions(text));
    if (texts.length === 0) continue;
    for (const { text } of texts) yield* namesIn(text);
    for (const { node, path } of leavesOf(one.chart.values?.root)) {
      yield* path;
      yield node.text;
    }
  }
}

function writesFunctions(text: string): boolean {
  return text.includes("pkg.crossplane.io/") && /^\s*kind:\s*["']?Function["']?\s*$/mu.test(text);
}

function* namesIn(text: string): Iterable<string> {
  for (const found of text.matchAll(/^\s*name:\s*["']?(?<name>[a-z0-9.-]+)["']?\s*$/gmu))
    yield found.groups?.["name"] ?? "";
}

/** A step's function, empty where it names none. */
export function functionOf(step: Parameters<typeof nodeAt>[0]): string {
  return scalarText(nodeAt(step, "/functionRef/name")) ?? "";
}
