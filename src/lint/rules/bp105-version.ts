import { parseVersion } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { nodeAt } from "../../yaml/index.ts";
import { keyPlaceOf } from "../place.ts";
import type { Complaint, Rule } from "../rule.ts";

/** A version is a tag, a range's subject and a chart's version at once: only strict SemVer is all three. */
export const version: Rule = {
  id: "BP105",
  name: "version",
  severity: "error",
  summary:
    "The field spec.version is strict SemVer without build metadata, written as a string; metadata has no version.",
  why: "An OCI tag cannot hold a plus sign, a leading v is not SemVer, and 1.10 without quotes is the number 1.1.",
  remedy: 'Write spec.version as x.y.z, with quotes where YAML would read a number: "1.0.0".',

  *check({ units }) {
    for (const unit of units) {
      if (unit.blueprint === undefined) continue;
      const { document } = unit.blueprint;
      yield* judge(nodeAt(document.root, "/spec/version"), unit);
      const stray = "/metadata/version";
      if (nodeAt(document.root, stray) === undefined) continue;
      yield {
        at: keyPlaceOf(document, stray),
        pointer: stray,
        message: "metadata.version is not a field; the version stands in spec.version",
        unit,
      };
    }
  },
};

function* judge(node: YamlNode | undefined, unit: Unit): Iterable<Complaint> {
  const fault = node === undefined ? undefined : faultOf(node);
  if (node !== undefined && fault !== undefined)
    yield { at: node.at, pointer: "/spec/version", message: fault, unit };
}

/** A missing version is the schema's to report. */
function faultOf(node: YamlNode): string | undefined {
  if (node.kind !== "scalar") return `spec.version is a ${node.kind}, not a string`;
  const { value, text } = node;
  if (value === null) return undefined;
  if (typeof value !== "string") return `YAML reads ${text} as a ${typeof value}, not as a string`;
  const parsed = parseVersion(value);
  if (parsed === undefined) return `${JSON.stringify(value)} is not SemVer${advice(value)}`;
  return parsed.build ? `${value} carries build metadata (from the plus sign on)` : undefined;
}

function advice(value: string): string {
  const bare = value.trim().replace(/^[vV=]\s*/u, "");
  return bare !== value && parseVersion(bare) !== undefined ? `: write ${bare}` : "";
}
