import type { TemplateAnswer } from "../../model/helm.ts";
import type { Rendered } from "../../model/render.ts";
import { isTest } from "../release/hook.ts";
import { outputDocuments } from "./documents.ts";
import { renderFault } from "./fault.ts";
import { renderedObjects } from "./objects.ts";

/** What Helm's answer says of the chart; tests, which Helm does not install, are left out. */
export function rendered({
  ok,
  output,
  said,
}: TemplateAnswer): Exclude<Rendered, { kind: "not rendered" }> {
  if (!ok) return renderFault(said);
  const documents = outputDocuments(output).filter((one) => !isTest(one));
  const kept = documents.map(({ printed }) => printed).join("");
  return { kind: "rendered", output: kept, objects: renderedObjects(kept) };
}
