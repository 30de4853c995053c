import { foldName } from "../../model/blueprint.ts";
import type { Unit } from "../../model/workspace.ts";
import { nodeAt } from "../../yaml/index.ts";
import type { Complaint, Rule } from "../rule.ts";

const namePattern = /^(?:bp-)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/** Folder, name and title are three ways to look for one blueprint. */
export const nameRule: Rule = {
  id: "BP104",
  name: "name",
  severity: "info",
  summary:
    "A blueprint is called bp- and the name of its folder, or that name alone, and its title reads like it.",
  why: "Some catalogues look for the chart's name, which always has the prefix, others for the folder or the title: a blueprint with names of its own is found by some of them alone.",
  remedy: "Call it bp- and the name of its folder.",
  examples: {
    bad: "# platform/grafana/blueprint.yaml\nmetadata: {name: bp-dashboards}\n",
    good: "# platform/grafana/blueprint.yaml\nmetadata: {name: bp-grafana}\n",
  },

  *check({ units, nameExceptions }) {
    for (const unit of units) {
      if (unit.blueprint === undefined) continue;
      const folder = unit.folder.slice(unit.folder.lastIndexOf("/") + 1);
      const exception = nameExceptions.get(unit.folder);
      const expected = [folder, exception ?? folder].map((name) => foldName(name));
      yield* judgeName(unit, expected);
      yield* judgeTitle(unit, expected);
    }
  },
};

function* judgeName(unit: Unit, expected: readonly string[]): Iterable<Complaint> {
  const node = nodeAt(unit.blueprint?.document.root, "/metadata/name");
  if (node?.kind !== "scalar" || typeof node.value !== "string") return;
  const name = node.value;
  const place = { at: node.at, pointer: "/metadata/name", unit };
  if (!namePattern.test(name)) {
    const message = `${JSON.stringify(name)} is no blueprint name: lower-case letters, digits and dashes, with or without bp-`;
    yield { ...place, message };
  } else if (!expected.includes(foldName(name))) {
    const wanted = [...new Set(expected)].map((one) => `bp-${one}`).join(" or ");
    yield { ...place, message: `the blueprint in ${unit.folder} is called ${name}, not ${wanted}` };
  }
}

function* judgeTitle(unit: Unit, expected: readonly string[]): Iterable<Complaint> {
  const { blueprint } = unit;
  const node = nodeAt(blueprint?.document.root, "/spec/card/title");
  if (blueprint === undefined || node?.kind !== "scalar" || typeof node.value !== "string") return;
  const title = foldName(kebab(node.value));
  const names = [foldName(blueprint.name), ...expected];
  if (title === "" || names.includes(title)) return;
  const message = `the title ${JSON.stringify(node.value)} reads as ${title}, the blueprint is called ${blueprint.name}`;
  yield {
    at: node.at,
    pointer: "/spec/card/title",
    message,
    unit,
    help: "Let the title read like the name, or leave it.",
  };
}

/** The name that a title makes: small letters and digits, a dash for each stretch of spaces, dots, slashes and dashes. */
function kebab(title: string): string {
  const separated = title.toLowerCase().replaceAll(/[\s_./-]+/gu, "-");
  return separated
    .replaceAll(/[^a-z0-9-]/gu, "")
    .replaceAll(/-{2,}/gu, "-")
    .replaceAll(/^-|-$/gu, "");
}
