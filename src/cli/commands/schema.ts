import { schemaReport } from "../../app/schema.ts";
import type { Run } from "../declaration.ts";

/** On standard output stands the schema alone, so that it can be sent to a file. */
export const run: Run = async (_args, _options, context) => {
  const report = schemaReport(await context.crd());
  const text = JSON.stringify(report.schema, undefined, 2);
  return { report, blocks: [{ kind: "raw", text, language: "json" }] };
};
