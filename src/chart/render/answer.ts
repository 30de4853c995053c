import type { TemplateAnswer } from "../../model/helm.ts";
import type { Rendered } from "../../model/render.ts";
import { renderFault } from "./fault.ts";
import { renderedObjects } from "./objects.ts";

/** What Helm's answer says of the chart. */
export function rendered({ ok, output, said }: TemplateAnswer): Rendered {
  if (!ok) return renderFault(said);
  return { kind: "rendered", output, objects: renderedObjects(output) };
}
