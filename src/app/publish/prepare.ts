import type { Spool } from "../../model/ports.ts";
import { sbomForms } from "../../model/sbom-form.ts";
import type { Unit } from "../../model/workspace.ts";
import { provenance } from "../../signing/index.ts";
import type { Source } from "../packaging.ts";
import { sbomInput } from "../sbom/input.ts";
import type { ImageSearch } from "../sbom/render-images.ts";
import { sbomText } from "../sbom/report.ts";
import type { BuildFacts } from "./build-facts.ts";
import { buildUnit } from "./build.ts";
import { compositionsArtifact } from "./compositions-artifact.ts";
import type { Release, SbomDocument } from "./release.ts";

/**
 * Builds everything that a publish will push but the signatures. The same tree gives the same chart and manifest on any
 * machine at any time; the same commit and the same Helm give the same SBOM and provenance.
 * @throws BpError MATERIAL and what packaging throws
 */
export async function prepare(
  unit: Unit,
  source: Source,
  facts: BuildFacts,
  { spool, images }: { readonly spool: Spool; readonly images: ImageSearch },
): Promise<Release> {
  const { packed, artifact, blueprint, compositions } = await buildUnit(unit, source, spool);
  const { kind, name, version, subcharts, notes } = packed;
  const bill = { unit, packed, compositions, tree: source.tree };
  return {
    name,
    version,
    folder: unit.folder,
    ...artifact,
    blueprint,
    compositions:
      compositions &&
      compositionsArtifact(compositions, { name, version }, artifact.manifest.descriptor),
    files: packed.files,
    sboms: once(async () => {
      const input = await sbomInput(bill, facts, images);
      return sbomForms.map((form) => ({ form, bytes: sbomText(form, input) }));
    }),
    provenance: provenance({
      subject: { kind, name, version, folder: unit.folder },
      source: facts.source,
      subcharts,
      tool: facts.tool,
      environment: facts.environment,
      claims: facts.claims,
    }),
    notes:
      blueprint === undefined
        ? [...notes, "published without a blueprint document: there is no blueprint.yaml"]
        : notes,
    dispose: () => packed.content.dispose(),
  };
}

function once(make: () => Promise<readonly SbomDocument[]>): Release["sboms"] {
  let made: Promise<readonly SbomDocument[]> | undefined;
  return () => (made ??= make());
}
