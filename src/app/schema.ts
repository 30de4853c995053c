import type { Report } from "../model/report.ts";
import type { Workspace } from "../model/workspace.ts";
import { editorSchema } from "../schema/index.ts";
import { parseYaml, toValue } from "../yaml/index.ts";

export interface SchemaReport extends Report {
  /** A JSON Schema (draft 7) of blueprint.yaml. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The text of a CRD and where it stands. */
export interface CrdText {
  readonly text: string;
  readonly file: string;
}

/** The workspace's own Blueprint CRD where it carries one, else the embedded one. */
export function crdValue({ crd }: Pick<Workspace, "crd">, { text, file }: CrdText): unknown {
  return crd?.value ?? toValue(parseYaml(text, file).documents[0]?.root);
}

/** The schema that an editor holds a blueprint.yaml against. */
export function schemaReport(crd: unknown): SchemaReport {
  const schema = editorSchema(crd);
  return { schemaVersion: 1, command: "schema", ok: true, exitCode: 0, findings: [], schema };
}
