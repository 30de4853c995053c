import type { KitSettings } from "../model/kit.ts";
import { parseVersion } from "../model/version.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { coercedText } from "../yaml/index.ts";
import { membersOf, textOf, wrong } from "./config-read.ts";

/** Reads `kit` in bp.config.yaml. @throws BpError CONFIG with the place of what is wrong */
export function readKitSettings(node: YamlNode): Omit<KitSettings, "floors"> {
  const members = membersOf(node, "kit", ["expected", "substitute", "kinds"]);
  const expected = members.get("expected");
  const substitute = members.get("substitute");
  const kinds = members.get("kinds");
  return {
    expected: expected && textOf(expected, "kit.expected"),
    substitute: substitute && readVariables(substitute),
    kinds: kinds === undefined ? new Set() : readNames(kinds, "kit.kinds"),
  };
}

/** Names alone, or names with what stands for them. */
function readVariables(node: YamlNode): ReadonlyMap<string, string | undefined> {
  if (node.kind === "mapping")
    return new Map(node.pairs.map(({ name, value }) => [name, coercedText(value) || undefined]));
  const names = readNames(node, "kit.substitute");
  return new Map([...names].map((name) => [name, undefined]));
}

function readNames(node: YamlNode, name: string): ReadonlySet<string> {
  if (node.kind !== "sequence") throw wrong(node, `${name} must be a list of names`);
  return new Set(node.items.map((item) => textOf(item, name)));
}

/** Reads `floors` in bp.config.yaml: a version by chart. @throws BpError CONFIG with the place of what is wrong */
export function readFloors(node: YamlNode): ReadonlyMap<string, string> {
  if (node.kind !== "mapping") throw wrong(node, "floors must hold a version for each chart");
  return new Map(
    node.pairs.map(({ name, value }) => {
      const version = textOf(value, `floors.${name}`);
      if (parseVersion(version) !== undefined) return [name, version];
      throw wrong(value, `floors.${name} must be a version, as 1.2.3`);
    }),
  );
}
