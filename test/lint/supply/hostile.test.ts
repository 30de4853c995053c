import { expect, test } from "vitest";

import { suppliedBy } from "./told.ts";

const size = 300_000;

function filled(piece: string): string {
  return piece.repeat(Math.ceil(size / piece.length));
}

/** Texts that would take hours if any part of them were looked at again for each of the others. */
test.each([
  ["hooks", `kind: Pod\n${filled("helm.sh/hook: x ")}`],
  ["roles", `kind: ClusterRole\n${filled("customresourcedefinitions ")}`],
  [
    "one long word in a role",
    `kind: ClusterRole\ncustomresourcedefinitions create\n${filled("a")}`,
  ],
  ["references in flow style", `kind: Pod\n${filled("secretRef: { ")}`],
  ["references on one line", `kind: Pod\n${filled("secretName: a ")}`],
  ["references that hold each other", `kind: Pod\n${filled("secretRef:\n ")}`],
  [
    "deeper and deeper",
    `kind: Pod\n${Array.from({ length: 1200 }, (_, at) => `${" ".repeat(at)}secretRef:\n`).join("")}`,
  ],
  ["addresses", `kind: Pod\n${filled("a.b.svc,")}`],
  ["nearly addresses", `kind: Pod\n.svc\n${filled("a.")}`],
  ["words", `kind: Pod\n.svc\n${filled("a-")}`],
  ["actions", `kind: Pod\n${filled("secretName: {{ .Values.x }}\n")}`],
  ["documents", filled("---\nkind: Secret\nmetadata:\n  name: a\n")],
  ["kinds", filled("kind: Pod\nmetadata:\n")],
  ["spaces", `kind: Pod\n${filled(" ")}metadata:`],
])("%s", { timeout: 60_000 }, async (_, text) => {
  const { offers, needs } = await suppliedBy({
    "templates/a.yaml": text,
    "crds/a.yaml": `CustomResourceDefinition\n${text}`,
  });
  expect(offers.length + needs.length).toBeGreaterThanOrEqual(0);
});
