import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import { startOf } from "../../model/location.ts";
import { nearest } from "../../model/nearest.ts";
import type { MappingNode, YamlNode } from "../../model/yaml-node.ts";
import { entry } from "../../yaml/index.ts";

export interface PlacedText {
  readonly text: string;
  readonly at: Location;
}

/** Reads the nodes of a test file, and notes what is wrong with them. */
export class TestReader {
  readonly findings: Finding[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  fault(where: { readonly at: Location } | undefined, message: string, pointer = ""): void {
    const at = where?.at ?? startOf(this.#file);
    this.findings.push(finding({ ruleId: "TEST", severity: "error", message, at, pointer }));
  }

  /** The node as a mapping of these keys alone. */
  mapping(
    node: YamlNode | undefined,
    what: string,
    known: readonly string[],
  ): MappingNode | undefined {
    if (node?.kind !== "mapping") {
      this.fault(node, `${what} is a mapping of ${known.join(", ")}`);
      return undefined;
    }
    for (const { key, name } of node.pairs) {
      if (known.includes(name)) continue;
      const near = nearest(name, known);
      const help = near === undefined ? `known are ${known.join(", ")}` : `did you mean ${near}?`;
      this.fault(key, `${what} has no ${name}; ${help}`);
    }
    return node;
  }

  /** Null is nothing. */
  entry(mapping: MappingNode | undefined, name: string): YamlNode | undefined {
    const found = entry(mapping, name);
    return found?.kind === "scalar" && found.value === null ? undefined : found;
  }

  text(mapping: MappingNode | undefined, name: string): PlacedText | undefined {
    const node = this.entry(mapping, name);
    return node && this.#placed(node, name);
  }

  #placed(node: YamlNode, name: string): PlacedText | undefined {
    if (node.kind === "scalar" && typeof node.value === "string")
      return { text: node.value, at: node.at };
    const hint = node.kind === "scalar" ? `: write ${JSON.stringify(node.text)} in quotes` : "";
    this.fault(node, `${name} must be a text${hint}`);
    return undefined;
  }

  texts(mapping: MappingNode | undefined, name: string): readonly PlacedText[] {
    return this.list(mapping, name).flatMap((item) => this.#placed(item, name) ?? []);
  }

  /** @param missing what to say where there is no list */
  list(mapping: MappingNode | undefined, name: string, missing?: string): readonly YamlNode[] {
    const node = this.entry(mapping, name);
    if (node?.kind === "sequence") return node.items;
    if (node !== undefined) this.fault(node, `${name} must be a list`);
    else if (missing !== undefined && mapping !== undefined) this.fault(mapping, missing);
    return [];
  }
}
