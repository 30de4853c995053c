import type { JsonObject } from "../../model/json.ts";
import { objectIn, objectsIn } from "../../model/json.ts";
import type { SbomForm } from "../../model/sbom-form.ts";
import type { ArchiveContents } from "./archive-check.ts";
import { CheckFault } from "./attempt.ts";

interface ReadComponent {
  readonly name: unknown;
  readonly version: unknown;
  readonly purl: string;
  readonly isImage: boolean;
}

/** What a check needs of an SBOM. */
export interface ReadSbom {
  readonly chart: Pick<ReadComponent, "name" | "version">;
  readonly components: readonly ReadComponent[];
  /** It says that no image was found. */
  readonly withoutImages: boolean;
}

/** @throws CheckFault for what is no document of this form */
export function readSbom(form: SbomForm, bytes: Uint8Array): ReadSbom {
  const document = objectIn(parse(bytes));
  const told = form.format === "cyclonedx" ? document["bomFormat"] : document["spdxVersion"];
  const wanted = form.format === "cyclonedx" ? "CycloneDX" : "SPDX-2.3";
  if (told !== wanted) throw new CheckFault(`the SBOM is not ${form.name} JSON`);
  return form.format === "cyclonedx" ? cyclonedxIn(document) : spdxIn(document);
}

function cyclonedxIn(document: JsonObject): ReadSbom {
  const metadata = objectIn(document["metadata"]);
  const { name, version } = objectIn(metadata["component"]);
  return {
    chart: { name, version },
    components: objectsIn(document["components"]).map((one) => ({
      name: one["name"],
      version: one["version"],
      purl: text(one["purl"]),
      isImage: one["type"] === "container",
    })),
    withoutImages: objectsIn(metadata["properties"]).some(
      (one) => one["name"] === "bp:images" && one["value"] === "none found",
    ),
  };
}

function spdxIn(document: JsonObject): ReadSbom {
  const described = objectsIn(document["relationships"]).find(
    (one) => one["relationshipType"] === "DESCRIBES",
  );
  const isChart = (one: JsonObject): boolean => one["SPDXID"] === described?.["relatedSpdxElement"];
  const packages = objectsIn(document["packages"]);
  const chart = packages.find(isChart) ?? {};
  return {
    chart: { name: chart["name"], version: chart["versionInfo"] },
    components: packages
      .filter((one) => !isChart(one))
      .map((one) => ({
        name: one["name"],
        version: one["versionInfo"],
        purl: text(
          objectsIn(one["externalRefs"]).find((ref) => ref["referenceType"] === "purl")?.[
            "referenceLocator"
          ],
        ),
        isImage: one["primaryPackagePurpose"] === "CONTAINER",
      })),
    withoutImages: text(document["comment"]).startsWith("images: none found"),
  };
}

/**
 * The document is about this chart, lists every chart inside it, and lists images or says that none was found.
 * @throws CheckFault with what is missing
 */
export function assertListed(sbom: ReadSbom, { name, version, subcharts }: ArchiveContents): void {
  const { chart, components, withoutImages } = sbom;
  if (chart.name !== name || chart.version !== version)
    throw new CheckFault(`the SBOM is about ${text(chart.name)} ${text(chart.version)}`);
  for (const subchart of subcharts) {
    const found = components.some(
      (one) =>
        one.name === subchart.name &&
        one.version === subchart.version &&
        one.purl.startsWith("pkg:helm/"),
    );
    if (!found)
      throw new CheckFault(
        `the SBOM does not list the subchart ${subchart.name} ${subchart.version}`,
      );
  }
  if (!withoutImages && !components.some(({ isImage }) => isImage))
    throw new CheckFault("the SBOM lists no image, and does not say that none was found");
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new CheckFault("the SBOM is not JSON");
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "nothing";
}
