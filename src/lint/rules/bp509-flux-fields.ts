import { noKit } from "../kits.ts";
import type { Rule } from "../rule.ts";

/** What the installed Flux does not know, it does not do. */
export const fluxFields: Rule = {
  id: "BP509",
  name: "flux-fields",
  severity: "error",
  summary:
    "The fields of a kit's Flux objects are those of the Flux version that the kit installs.",
  why: "A field that the installed CRD does not have is dropped or refused, and the release does not behave as written.",
  remedy: "Take the field out, or pin a Flux that has it.",

  *check() {},

  notRun: (input) => noKit(input) ?? "no table of the fields of Flux's CRDs is built in",
};
