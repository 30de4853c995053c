import { LineTable } from "../../yaml/index.ts";
import { unreadManifests, withManifests } from "../kustomize/tree.ts";
import type { Rule } from "../rule.ts";

/** What Helm alone would fill in; alerts and dashboards have braces of their own, for others to fill in. */
const action =
  /\{\{-?\s*(?:(?:include|tpl)\s|[^{}\n]*?(?<![\w$.])\$?\.(?:Values|Release|Chart|Capabilities|Files|Template)\b)[^\n]*/gu;

/** Kustomize renders nothing. */
export const kustomizeTemplate: Rule = {
  id: "BP226",
  name: "kustomize-template",
  severity: "error",
  summary: "No manifest of a Kustomize blueprint holds what only Helm would fill in.",
  why: "Kustomize passes {{ .Values.x }} on as it stands: the API server refuses it, or takes it for a name.",
  remedy: "Write the value, change it by an overlay, or make the blueprint a chart.",
  examples: {
    bad: "replicas: {{ .Values.replicas }}\n",
    good: "replicas: 2\n",
  },

  *check({ units }) {
    for (const unit of withManifests(units))
      for (const { path, text } of unit.manifests ?? []) {
        const [match] = text.matchAll(action);
        if (match === undefined) continue;
        const lines = new LineTable(text, `${unit.folder}/${path}`);
        const at = lines.locate(match.index, match.index + match[0].length);
        yield { at, message: "kustomize renders no templates: this reaches the cluster", unit };
      }
  },

  notRun: ({ units }) => unreadManifests(units),
};
