import type { Spool } from "../../model/ports.ts";
import type { Unit } from "../../model/workspace.ts";
import { packCompositions } from "../compositions/pack.ts";
import type { FolderArchive } from "../folder-archive.ts";
import type { Source } from "../packaging.ts";
import type { PackedUnit } from "../packed-unit.ts";
import { packUnit, shipping } from "../packed-unit.ts";
import type { BuiltArtifact } from "./built-artifact.ts";
import { builtArtifact } from "./built-artifact.ts";
import { publishedDocument } from "./published-document.ts";

/** An artifact as its source alone decides it: what its digest covers, and nothing that says who built it and when. */
export interface Built {
  /** Its content's owner disposes of it. */
  readonly packed: PackedUnit;
  readonly artifact: BuiltArtifact;
  /** The published form of blueprint.yaml, undefined for a chart that has none. */
  readonly blueprint: Uint8Array | undefined;
  /** Its compositions/, undefined where there are none. */
  readonly compositions: FolderArchive | undefined;
}

/**
 * The same tree gives the same bytes on any machine at any time.
 * @throws BpError MATERIAL and what packaging throws
 */
export async function buildUnit(unit: Unit, source: Source, spool: Spool): Promise<Built> {
  const shipped = shipping(unit, "package");
  const compositions = await packCompositions(source.tree, unit.folder);
  const packed = await packUnit(shipped, source, spool);
  const blueprint = publishedDocument(unit, packed.name);
  const beside = { blueprint, compositions: compositions?.content.digest };
  return { packed, artifact: builtArtifact(packed, beside), blueprint, compositions };
}
