import { mediaType, predicateType } from "./media-type.ts";

/** A form that an SBOM is written, attested and found in (interop §5.2). */
export interface SbomForm {
  readonly format: "cyclonedx" | "spdx";
  /** As messages call it. */
  readonly name: string;
  readonly predicateType: string;
  /** Of the bare document's layer, and the type of its referrer. */
  readonly mediaType: string;
  /** What `oras pull` calls the file. */
  readonly file: string;
}

/** The one that is meant where none is named. */
export const cyclonedxForm: SbomForm = {
  format: "cyclonedx",
  name: "CycloneDX",
  predicateType: predicateType.cyclonedx,
  mediaType: mediaType.cyclonedx,
  file: "sbom.cdx.json",
};

export const spdxForm: SbomForm = {
  format: "spdx",
  name: "SPDX",
  predicateType: predicateType.spdx,
  mediaType: mediaType.spdx,
  file: "sbom.spdx.json",
};

/** Every artifact has both: scanners differ in which one they read. */
export const sbomForms: readonly SbomForm[] = [cyclonedxForm, spdxForm];
