import type { JsonObject } from "../model/json.ts";
import { objectIn, objectsIn } from "../model/json.ts";

/** One thing that a bill of materials lists. */
export interface ListedComponent {
  /** What kind of thing: `application` or `container`, and others of other tools. */
  readonly kind: string;
  readonly name: string;
  /** Empty where none is given. */
  readonly version: string;
  /** Hex of the sha256, where the document has one. */
  readonly sha256: string | undefined;
}

/**
 * What a CycloneDX or SPDX document in JSON lists, its subject too; undefined for any other text. Any tool may have
 * written it.
 */
export function listedIn(bytes: Uint8Array): readonly ListedComponent[] | undefined {
  const document = parse(bytes);
  if (document["bomFormat"] === "CycloneDX") return inCyclonedx(document);
  return typeof document["spdxVersion"] === "string" ? inSpdx(document) : undefined;
}

function parse(bytes: Uint8Array): JsonObject {
  try {
    return objectIn(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return {};
  }
}

function inCyclonedx(document: JsonObject): readonly ListedComponent[] {
  const subject = objectIn(document["metadata"])["component"];
  return [subject, ...nested(document["components"])].map(objectIn).flatMap((one) => {
    const hash = objectsIn(one["hashes"]).find(({ alg }) => alg === "SHA-256");
    return listed(one["type"], one["name"], one["version"], hash?.["content"]);
  });
}

/** Components hold components. */
function nested(components: unknown): readonly JsonObject[] {
  return objectsIn(components).flatMap((one) => [one, ...nested(one["components"])]);
}

function inSpdx(document: JsonObject): readonly ListedComponent[] {
  return objectsIn(document["packages"]).flatMap((one) => {
    const checksum = objectsIn(one["checksums"]).find(({ algorithm }) => algorithm === "SHA256");
    const kind = textOf(one["primaryPackagePurpose"]).toLowerCase();
    return listed(kind, one["name"], one["versionInfo"], checksum?.["checksumValue"]);
  });
}

function listed(
  kind: unknown,
  name: unknown,
  version: unknown,
  sha256: unknown,
): readonly ListedComponent[] {
  if (typeof name !== "string" || name === "") return [];
  const hash = typeof sha256 === "string" ? sha256.toLowerCase() : undefined;
  return [{ kind: textOf(kind) || "library", name, version: textOf(version), sha256: hash }];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
