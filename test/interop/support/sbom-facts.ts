import type { JsonObject } from "../../../src/model/json.ts";
import { objectIn, objectsIn } from "../../../src/model/json.ts";

/** One thing that a bill of materials or a scanner lists. */
export interface Listed {
  readonly kind: "chart" | "image" | "blueprint" | "other";
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  /** How an image was found; empty for what is none. */
  readonly foundBy: readonly string[];
}

/** What `syft -o json` lists. */
export function listedBySyft(text: string): readonly Listed[] {
  return objectsIn(objectIn(JSON.parse(text))["artifacts"]).map((one) => {
    const purl = textOf(one["purl"]);
    return {
      kind: kindOf(purl),
      name: textOf(one["name"]),
      version: textOf(one["version"]),
      purl,
      foundBy: [],
    };
  });
}

/** What a CycloneDX document of ours lists, its subject first. */
export function listedInBom(bom: JsonObject): readonly Listed[] {
  const subject = objectIn(objectIn(bom["metadata"])["component"]);
  return [subject, ...objectsIn(bom["components"])].map((one) => {
    const told = objectsIn(one["properties"]);
    const purl = textOf(one["purl"]);
    const isBlueprint = told.some(
      ({ name, value }) => name === "bp:source" && value === "blueprint",
    );
    return {
      kind: isBlueprint ? "blueprint" : kindOf(purl),
      name: textOf(one["name"]),
      version: textOf(one["version"]),
      purl,
      foundBy: told.flatMap(({ name, value }) => (name === "bp:found-by" ? textOf(value) : [])),
    };
  });
}

function kindOf(purl: string): Listed["kind"] {
  if (purl.startsWith("pkg:helm/")) return "chart";
  return /^pkg:(?:oci|docker)\//u.test(purl) ? "image" : "other";
}

/**
 * What the NTIA's minimum elements lack in a CycloneDX document (The Minimum Elements For a Software Bill of Materials,
 * 2021): supplier, name, version and identifier of each component, the relations, who made the list and when.
 */
export function lacksOfNtia(bom: JsonObject): readonly string[] {
  const metadata = objectIn(bom["metadata"]);
  const subject = objectIn(metadata["component"]);
  const components = objectsIn(bom["components"]);
  const related = new Set(objectsIn(bom["dependencies"]).map(({ ref }) => ref));
  return [
    ...(objectsIn(metadata["authors"]).length > 0 ? [] : ["no author"]),
    ...(Date.parse(textOf(metadata["timestamp"])) > 0 ? [] : ["no timestamp"]),
    ...[subject, ...components].flatMap((one) => {
      const told = objectsIn(one["properties"]);
      const name = textOf(one["name"]);
      // An installation chooses which version of another blueprint there is, and so who supplies it.
      const isOpen = told.some(({ name: about }) => about === "bp:version");
      return [
        ...(name === "" ? ["a component without a name"] : []),
        ...(isOpen || textOf(one["version"]) !== "" ? [] : [`${name}: no version`]),
        ...(textOf(one["purl"]) === "" ? [`${name}: no identifier`] : []),
        ...(isOpen || one["supplier"] !== undefined ? [] : [`${name}: no supplier`]),
        ...(related.has(one["bom-ref"]) ? [] : [`${name}: in no relation`]),
      ];
    }),
  ];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
