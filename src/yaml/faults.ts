import type { Fix } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { ScalarNode, YamlNode } from "../model/yaml-node.ts";
import type { Frame } from "./frame.ts";
import { pointerOf } from "./frame.ts";

const quoteTemplates = 'quote the value where it is a template expression: "{{ … }}"';

/** Collects what a document says that Kubernetes' reader would refuse or silently drop. */
export class Faults {
  readonly findings: Finding[] = [];
  readonly #frames: readonly Frame[];

  constructor(frames: readonly Frame[]) {
    this.#frames = frames;
  }

  scalar(at: Location, message: string): void {
    this.#report(at, message, "quote it if it is text");
  }

  alias(at: Location, message: string): void {
    this.#report(at, message, "write the value out in place of the alias");
  }

  key(key: ScalarNode): void {
    const shown = key.text === "" ? "an empty key" : `the key ${key.text.slice(0, 80)}`;
    this.#report(
      key.at,
      `${shown} cannot be the name of a field`,
      "name the field, or quote the key",
    );
  }

  collectionKey(key: YamlNode): void {
    this.#report(key.at, `a ${key.kind} cannot be the name of a field`, quoteTemplates);
  }

  merge(value: YamlNode): void {
    this.#report(
      value.at,
      "the merge key << takes a mapping, or a list of mappings",
      "point it at an anchor of a mapping",
    );
  }

  duplicate(
    key: ScalarNode,
    name: string,
    { before, fix }: { readonly before: ScalarNode; readonly fix: Fix | undefined },
  ): void {
    this.findings.push(
      finding({
        ruleId: "BP103",
        severity: "error",
        message: `the key ${JSON.stringify(name.slice(0, 80))} is written twice`,
        at: key.at,
        pointer: pointerOf(this.#frames),
        help: `it stands on line ${before.at.line} too, and Helm takes the last one silently: keep one`,
        ...(fix === undefined ? {} : { fix }),
      }),
    );
  }

  #report(at: Location, message: string, help: string): void {
    const pointer = pointerOf(this.#frames);
    this.findings.push(finding({ ruleId: "YAML", severity: "error", message, at, pointer, help }));
  }
}
