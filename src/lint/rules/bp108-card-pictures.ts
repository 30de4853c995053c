import { join } from "node:path/posix";

import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { items, nodeAt, scalarText } from "../../yaml/index.ts";
import type { Rule } from "../rule.ts";

const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/iu;

/** A picture that is not there leaves a hole in the marketplace. */
export const cardPictures: Rule = {
  id: "BP108",
  name: "card-pictures",
  severity: "info",
  summary:
    "The icon and the screenshots of a card are files beside its blueprint.yaml, or known logos.",
  why: "The marketplace shows a broken picture where the file is not there.",
  remedy: "Put the picture beside blueprint.yaml, or correct its name.",
  examples: {
    bad: "card:\n  icon: grafanna.svg\n",
    good: "card:\n  icon: icon.svg\n",
  },

  *check({ units, workspace: { logos = [] } }) {
    const known = new Set(logos);
    for (const unit of units) {
      if (unit.files === undefined) continue;
      const files = new Set(unit.files);
      for (const [pointer, node] of pictures(unit)) {
        const written = scalarText(node);
        if (written === undefined || written === "" || elsewhere.test(written)) continue;
        if (files.has(pathOf(written, unit)) || known.has(written)) continue;
        yield { at: node.at, pointer, message: `there is no ${written} in ${unit.folder}`, unit };
      }
    }
  },

  notRun({ units }) {
    const blind = units.filter((unit) => unit.files === undefined && pictures(unit).length > 0);
    if (blind.length === 0) return undefined;
    return `the files beside blueprint.yaml were not listed in ${blind.length} of ${units.length} folders`;
  },
};

function pictures({ blueprint }: Unit): readonly (readonly [pointer: string, node: YamlNode])[] {
  const root = blueprint?.document.root;
  const icon = nodeAt(root, "/spec/card/icon");
  const shots = items(nodeAt(root, "/spec/card/screenshots"));
  return [
    ...(icon === undefined ? [] : [["/spec/card/icon", icon] as const]),
    ...shots.map((shot, index) => [`/spec/card/screenshots/${index}`, shot] as const),
  ];
}

/** The path below the unit's folder; one that leaves it stays as it is, and names no file. */
function pathOf(written: string, { blueprint, folder }: Unit): string {
  const file = blueprint?.file.slice(folder.length + 1) ?? "";
  return join(file.includes("/") ? "chart" : "", written);
}
