import type { Spool } from "../../model/ports.ts";
import type { Report } from "../../model/report.ts";
import type { SbomForm } from "../../model/sbom-form.ts";
import type { Unit } from "../../model/workspace.ts";
import type { SbomInput } from "../../sbom/index.ts";
import { cyclonedx, spdx } from "../../sbom/index.ts";
import { packCompositions } from "../compositions/pack.ts";
import type { Source } from "../packaging.ts";
import { packUnit, shipping } from "../packed-unit.ts";
import type { BuildFacts } from "../publish/build-facts.ts";
import { sbomInput } from "./input.ts";
import type { ImageSearch } from "./render-images.ts";

/** The document in one of the forms, byte for byte the same for the same input. */
export function sbomText({ format }: SbomForm, input: SbomInput): Uint8Array {
  return format === "spdx" ? spdx(input) : cyclonedx(input);
}

export interface SbomReport extends Report {
  readonly name: string;
  readonly version: string;
  readonly format: SbomForm["format"];
  /** The document itself. */
  readonly sbom: unknown;
}

export interface SbomAsked {
  readonly form: SbomForm;
  readonly spool: Spool;
  readonly images: ImageSearch;
}

/**
 * The SBOM of one unit, as a publish of the same commit attests it, and its text.
 * @throws BpError MATERIAL, what packaging throws, and as askHelm
 */
export async function sbomReport(
  unit: Unit,
  source: Source,
  facts: BuildFacts,
  { form, spool, images }: SbomAsked,
): Promise<{ readonly report: SbomReport; readonly text: string }> {
  const shipped = shipping(unit, "list");
  const compositions = await packCompositions(source.tree, unit.folder);
  const packed = await packUnit(shipped, source, spool);
  try {
    const bill = { unit, packed, compositions, tree: source.tree };
    const input = await sbomInput(bill, facts, images);
    const text = new TextDecoder().decode(sbomText(form, input));
    const { name, version } = packed;
    const sbom: unknown = JSON.parse(text);
    return {
      report: {
        schemaVersion: 1,
        command: "sbom",
        ok: true,
        exitCode: 0,
        findings: [],
        name,
        version,
        format: form.format,
        sbom,
      },
      text,
    };
  } finally {
    await packed.content.dispose();
  }
}
