import { startOf } from "../../model/location.ts";
import type { Manifest, Unit, Workspace } from "../../model/workspace.ts";
import type { YamlDocument } from "../../model/yaml-node.ts";
import { entry, scalarText } from "../../yaml/index.ts";
import { apiVersions } from "../crd-version.ts";
import { placeOf } from "../place.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** Tools that read a blueprint.yaml take its first document and trust its apiVersion. */
export const oneBlueprint: Rule = {
  id: "BP101",
  name: "one-blueprint",
  severity: "error",
  summary:
    "A blueprint.yaml holds exactly one document, of kind Blueprint, of an apiVersion that the CRD serves.",
  why: "A second document is applied by some tools and dropped by others; an apiVersion that the CRD does not serve is refused by the API server. A chart without a blueprint.yaml is published, but the catalogue cannot show it.",
  remedy:
    "Keep one Blueprint of a served apiVersion in blueprint.yaml; move other objects elsewhere.",

  *check(input) {
    for (const unit of input.units) {
      const { manifest } = unit;
      if (manifest === undefined || isOtherKind(manifest)) yield* withoutBlueprint(unit);
      else yield* judge(manifest, unit, input);
    }
  },
};

function* withoutBlueprint(unit: Unit): Iterable<Complaint> {
  const { chart, manifest, blueprint } = unit;
  if (chart === undefined || blueprint !== undefined) return;
  const lack = manifest === undefined ? "no blueprint.yaml" : "no Blueprint in its blueprint.yaml";
  yield {
    at: chart.nameAt,
    severity: "warning",
    message: `chart ${unit.name} has ${lack}: it is published without a blueprint document`,
    help: `Write ${unit.folder}/blueprint.yaml.`,
    unit,
  };
}

/** A file of that name with objects of other kinds alone is not ours to judge. */
function isOtherKind({ documents }: Manifest): boolean {
  const roots = documents.filter(({ root }) => root !== undefined);
  return (
    roots.length > 0 &&
    roots.every((document) => ![undefined, "Blueprint"].includes(kindOf(document)))
  );
}

function* judge(manifest: Manifest, unit: Unit, input: RuleInput): Iterable<Complaint> {
  const written = manifest.documents.filter(({ root }) => root !== undefined);
  const [first, ...others] = written;
  if (first === undefined) {
    if (!isReported(manifest.file, input.workspace))
      yield { at: startOf(manifest.file), message: "blueprint.yaml is empty", unit };
    return;
  }
  for (const other of others)
    yield { at: placeOf(other, ""), message: extra(other, manifest.file), unit };
  yield* judgeDocument(first, unit, input);
}

function extra(document: YamlDocument, file: string): string {
  const { line } = document.at;
  return `a second document${named(document)} stands at line ${line} of ${file}; only the first is read`;
}

function named(document: YamlDocument): string {
  const kind = kindOf(document);
  return kind === undefined ? "" : ` of kind ${kind}`;
}

function* judgeDocument(
  document: YamlDocument,
  unit: Unit,
  { crd }: RuleInput,
): Iterable<Complaint> {
  if (document.root?.kind !== "mapping") {
    yield { at: placeOf(document, ""), message: "blueprint.yaml holds no object", unit };
    return;
  }
  const kind = kindOf(document);
  if (kind !== "Blueprint") {
    const found = kind === undefined ? "no kind" : `kind ${kind}`;
    const pointer = "/kind";
    yield {
      at: placeOf(document, pointer),
      pointer,
      message: `expected kind Blueprint, found ${found}`,
      unit,
    };
    return;
  }
  const apiVersion = scalarText(entry(document.root, "apiVersion"));
  const served = apiVersions(crd);
  if (apiVersion !== undefined && served.includes(apiVersion)) return;
  const pointer = "/apiVersion";
  const found = apiVersion === undefined ? "none" : apiVersion;
  yield {
    at: placeOf(document, pointer),
    pointer,
    message: `expected apiVersion ${served.join(" or ")}, found ${found}`,
    unit,
  };
}

function kindOf(document: YamlDocument): string | undefined {
  return scalarText(entry(document.root, "kind"));
}

/** A file that could not be read or parsed has been reported as such. */
function isReported(file: string, { findings }: Workspace): boolean {
  return findings.some((finding) => finding.file === file && finding.severity === "error");
}
