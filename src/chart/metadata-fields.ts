import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { coercedText, pointerTo, scalarBoolean, toValue } from "../yaml/index.ts";
import { goField } from "./go-field.ts";

/** Reads the fields of one mapping, and notes what Helm's types do not take. */
export class FieldReader {
  readonly at: Location;
  readonly findings: Finding[];
  readonly #node: YamlNode | undefined;
  readonly #pointer: string;

  constructor(node: YamlNode | undefined, at: Location, pointer = "", findings: Finding[] = []) {
    this.#node = node;
    this.at = at;
    this.#pointer = pointer;
    this.findings = findings;
  }

  placeOf(field: string): Location {
    return goField(this.#node, field)?.at ?? this.at;
  }

  text(field: string): string {
    const node = goField(this.#node, field);
    if (node === undefined) return "";
    return coercedText(node) ?? this.#refuse(field, node, "a text", "");
  }

  flag(field: string): boolean {
    const node = goField(this.#node, field);
    if (node === undefined || isNull(node)) return false;
    return scalarBoolean(node) ?? this.#refuse(field, node, "true or false", false);
  }

  texts(field: string): readonly string[] {
    return this.#items(field).map(
      ([item, at]) => coercedText(item) ?? this.#refuse(at, item, "a text", ""),
    );
  }

  values(field: string): readonly unknown[] {
    return this.#items(field).map(([item]) => toValue(item));
  }

  objects(field: string): readonly FieldReader[] {
    return this.#items(field).flatMap(([item, at]) => {
      if (item.kind !== "mapping") return this.#refuse(at, item, "a mapping", []);
      return [new FieldReader(item, item.at, this.#pointer + pointerTo(...at), this.findings)];
    });
  }

  textMap(field: string): Readonly<Record<string, string>> {
    const node = goField(this.#node, field);
    if (node === undefined || isNull(node)) return {};
    if (node.kind !== "mapping") return this.#refuse(field, node, "a mapping of texts", {});
    return Object.fromEntries(
      node.pairs.map(({ name, value }) => [
        name,
        coercedText(value) ?? this.#refuse([field, name], value, "a text", ""),
      ]),
    );
  }

  #items(field: string): readonly (readonly [item: YamlNode, at: readonly [string, number]])[] {
    const node = goField(this.#node, field);
    if (node === undefined || isNull(node)) return [];
    if (node.kind === "sequence") return node.items.map((item, index) => [item, [field, index]]);
    return this.#refuse(field, node, "a list", []);
  }

  #refuse<T>(
    field: string | readonly (string | number)[],
    node: YamlNode,
    wanted: string,
    instead: T,
  ): T {
    const steps = typeof field === "string" ? [field] : field;
    this.#report(
      `${steps.join(".")} must be ${wanted}`,
      node.at,
      pointerTo(...steps),
      `write ${wanted}, or leave the field out`,
    );
    return instead;
  }

  #report(message: string, at: Location, pointer: string, help: string): void {
    const whole = this.#pointer + pointer;
    this.findings.push(
      finding({ ruleId: "CHART", severity: "error", message, at, pointer: whole, help }),
    );
  }

  /** Notes a fault of a field, at its value or where the mapping stands. */
  fault(field: string, message: string, help: string, at: Location = this.placeOf(field)): void {
    this.#report(message, at, pointerTo(field), help);
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
