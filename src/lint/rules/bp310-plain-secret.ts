import type { Unit } from "../../model/workspace.ts";
import { entry, items, scalarText } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import type { KustomizeUnit } from "../kustomize/tree.ts";
import { appliedManifests, treeOf, unreadManifests, withManifests } from "../kustomize/tree.ts";
import { leafPlace, leavesOf } from "../leaves.ts";
import type { Complaint, Rule } from "../rule.ts";
import { credentialIn, isPlainSecret } from "../secrets.ts";
import type { Template } from "../template/template.ts";
import { ownTemplates, plainText } from "../template/template.ts";

/** Under these keys the texts are names of a Secret's keys. */
const references = /(?:keys|mapping|ref|selector)$/iu;

/** Who can read the chart can read its values. */
export const plainSecret: Rule = {
  id: "BP310",
  name: "plain-secret",
  severity: "error",
  summary: "No password, token or private key stands in values, templates or compositions.",
  why: "A published chart is read by everybody who may pull it and kept for ever; a default password is the password of every cluster that did not change it.",
  remedy:
    "Take the secret from a Secret that an ExternalSecret writes, and default the value to empty; change the secret that was published.",
  examples: {
    bad: "auth:\n  adminPassword: hunter2\n",
    good: 'auth:\n  adminPassword: ""\n  existingSecret: app-admin\n',
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      yield* inValues(unit);
      for (const template of ownTemplates(unit.chart)) yield* inTemplate(template, unit);
    }
    for (const unit of withManifests(units)) {
      for (const one of appliedManifests(unit))
        yield* inTemplate(plainText(one, unit.folder), unit);
      yield* inGenerators(unit);
    }
    for (const unit of units)
      for (const one of unit.compositions ?? [])
        yield* inTemplate(plainText(one, unit.folder), unit);
  },

  notRun: ({ units }) => unreadTemplates(units) ?? unreadManifests(units),
};

function* inValues(unit: ChartUnit): Iterable<Complaint> {
  for (const leaf of leavesOf(unit.chart.values?.root)) {
    const { node, path } = leaf;
    if (typeof node.value !== "string" || node.value === "") continue;
    const what = credentialIn(node.value)?.what;
    const name = path.join(".");
    if (what !== undefined) yield { ...leafPlace(leaf), message: `${name} holds ${what}`, unit };
    else if (isPlain(path, node.value))
      yield { ...leafPlace(leaf), message: `${name} has a secret for its default`, unit };
  }
}

function isPlain(path: readonly string[], text: string): boolean {
  if (!isPlainSecret(path.at(-1) ?? "", text)) return false;
  return !path.slice(0, -1).some((key) => references.test(key));
}

/** An environment variable with a literal, or a field of a Secret with one. */
const literals = [
  /^[ ]*-[ ]+name:[ ]+["']?([\w.-]+)["']?[ \t]*\r?\n[ ]+value:[ ]+["']?([^\s"'#\uE000]+)["']?[ \t]*\r?$/gmu,
  /^[ ]+([\w.-]+):[ ]+["']?([^\s"'#\uE000&*|>]+)["']?[ \t]*\r?$/gmu,
] as const;

function* inTemplate(template: Template, unit: Unit): Iterable<Complaint> {
  const credential = credentialIn(template.blanked);
  if (credential !== undefined) {
    const at = template.locate(credential.start, credential.end);
    yield { at, message: `the ${word(template, unit)} holds ${credential.what}`, unit };
  }
  const [variable, field] = literals;
  for (const { text, start, kind } of template.documents) {
    yield* matches(text, variable, { template, start, unit });
    if (kind === "Secret") yield* matches(text, field, { template, start, unit });
  }
}

function word({ path }: Template, { chart }: Unit): string {
  if (path.startsWith("compositions/")) return "composition";
  return chart === undefined ? "manifest" : "template";
}

/** `literals` of a generated Secret are there for everybody to read. */
function* inGenerators(unit: KustomizeUnit): Iterable<Complaint> {
  for (const { document } of treeOf(unit)?.kustomizations.values() ?? [])
    for (const generator of items(entry(document?.root, "secretGenerator")))
      for (const literal of items(entry(generator, "literals"))) {
        const [name = "", ...value] = (scalarText(literal) ?? "").split("=");
        if (!isPlainSecret(name, value.join("="))) continue;
        yield { at: literal.at, message: `${name} is written in the kustomization`, unit };
      }
}

function* matches(
  text: string,
  pattern: RegExp,
  { template, start, unit }: { template: Template; start: number; unit: Unit },
): Iterable<Complaint> {
  for (const match of text.matchAll(pattern)) {
    const [whole, name = "", value = ""] = match;
    if (!isPlainSecret(name, value)) continue;
    const from = start + match.index + whole.lastIndexOf(value);
    const at = template.locate(from, from + value.length);
    yield { at, message: `${name} is written in the ${word(template, unit)}`, unit };
  }
}
